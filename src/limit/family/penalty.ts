import { at, emptyLoad, type Load, spread, type Timeline } from './timeline.ts';

const BLOCKED = 1e9;

/** A window from the first request that every refusal starts anew: a client that keeps asking is never let in again. */
export function penalty(timeline: Timeline, windowMs: number, grainMs: number): Load {
  return fold(timeline, windowMs, grainMs, { blockMs: windowMs, renewed: true });
}

/** A window from the first request; the first refusal shuts the key out for `blockMs`, further ones change nothing. */
export function block(timeline: Timeline, windowMs: number, blockMs: number, grainMs: number): Load {
  return fold(timeline, windowMs, grainMs, { blockMs, renewed: false });
}

function fold(
  timeline: Timeline,
  windowMs: number,
  grainMs: number,
  rule: { readonly blockMs: number; readonly renewed: boolean },
): Load {
  const load = emptyLoad(timeline);
  let start = Number.NEGATIVE_INFINITY;
  let blockSent = Number.NEGATIVE_INFINITY;
  let blockReceived = Number.NEGATIVE_INFINITY;
  let low = 0;
  let high = 0;
  for (let i = 0; i < timeline.length; i++) {
    const sent = at(timeline.sent, i);
    const received = at(timeline.received, i);
    const middle = (sent + received) / 2;
    const mayBeFree = received >= blockSent + rule.blockMs - grainMs;
    const mustBeFree = sent >= blockReceived + rule.blockMs + grainMs;
    const wasBlocked = blockSent > Number.NEGATIVE_INFINITY;
    if (wasBlocked) {
      const mayPrecede = sent <= blockReceived;
      spread(timeline, i, mayBeFree ? 0 : mayPrecede ? low : BLOCKED, mustBeFree ? 0 : BLOCKED, load);
    }
    if (!wasBlocked) {
      const over = middle >= start + windowMs;
      spread(timeline, i, over ? 0 : low, over && sent >= start + windowMs + grainMs ? 0 : high, load);
    }
    if (at(timeline.refused, i) > 0) {
      if (rule.renewed || !wasBlocked || mustBeFree) {
        blockSent = sent;
        blockReceived = received;
      }
      continue;
    }
    if (at(timeline.admittedHigh, i) === 0) continue;
    if ((wasBlocked && mayBeFree) || middle >= start + windowMs) {
      start = middle;
      low = 0;
      high = 0;
      if (mayBeFree) {
        blockSent = Number.NEGATIVE_INFINITY;
        blockReceived = Number.NEGATIVE_INFINITY;
      }
    }
    low += at(timeline.admittedLow, i);
    high += at(timeline.admittedHigh, i);
  }
  return load;
}
