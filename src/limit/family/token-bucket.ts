import type { Anchor } from './fixed-window.ts';
import { at, emptyLoad, type Load, spread, type Timeline } from './timeline.ts';

/** How a bucket fills: together every `lumpMs` after `originMs`, known to ± `uncertaintyMs`; steadily when there are no lumps. */
export interface Lumps extends Anchor {
  readonly lumpMs: number;
}

/**
 * A level that leaks at `perMs` and rises by one for each admitted request: token bucket, leaky bucket and GCRA seen from outside. It is at most
 * `most` after an admission, and was more than one under it at a refusal.
 */
export function tokenBucket(timeline: Timeline, perMs: number, grainMs: number, most = Number.POSITIVE_INFINITY): Load {
  const load = emptyLoad(timeline);
  let low = 0;
  let high = 0;
  let last = Number.NEGATIVE_INFINITY;
  let before = 0;
  for (let i = 0; i < timeline.length; i++) {
    const middle = Math.max(last, (at(timeline.sent, i) + at(timeline.received, i)) / 2);
    const leaked = last === Number.NEGATIVE_INFINITY ? 0 : (middle - last) * perMs;
    low = Math.max(0, low - leaked);
    high = Math.max(0, high - leaked);
    const half = (at(timeline.received, i) - at(timeline.sent, i)) / 2;
    const slack = (half + before + grainMs) * perMs;
    // A whole token is needed: any part of one that is missing refuses.
    spread(timeline, i, Math.ceil(low - slack), Math.ceil(high + slack), load);
    if (most < Number.POSITIVE_INFINITY && at(timeline.refused, i) > 0) {
      low = Math.max(low, most - 1 - slack);
      high = Math.max(high, low);
    }
    low = Math.min(most, low + at(timeline.admittedLow, i));
    high = Math.min(most, high + at(timeline.admittedHigh, i));
    last = middle;
    if (at(timeline.admittedHigh, i) > 0) before = half;
  }
  return load;
}

/** The same where what leaks leaks in lumps. */
export function lumpyBucket(timeline: Timeline, perMs: number, lumps: Lumps): Load {
  const load = emptyLoad(timeline);
  const { lumpMs, originMs, uncertaintyMs } = lumps;
  const lump = perMs * lumpMs;
  const countAt = (instant: number) => Math.floor((instant - originMs) / lumpMs);
  // With every lump as early, and as late, as it may have come; either way may find the bucket full.
  let early = 0;
  let late = 0;
  let fewest = countAt(at(timeline.sent, 0) - uncertaintyMs);
  let most = countAt(at(timeline.received, 0) + uncertaintyMs);
  for (let i = 0; i < timeline.length; i++) {
    const least = countAt(at(timeline.sent, i) - uncertaintyMs);
    const reached = countAt(at(timeline.received, i) + uncertaintyMs);
    if (reached > most) early = Math.max(0, early - (reached - most) * lump);
    if (least > fewest) late = Math.max(0, late - (least - fewest) * lump);
    most = Math.max(most, reached);
    fewest = Math.max(fewest, least);
    spread(timeline, i, Math.ceil(Math.min(early, late) - 0.01), Math.ceil(Math.max(early, late) - 0.01), load);
    early += at(timeline.admittedLow, i);
    late += at(timeline.admittedHigh, i);
  }
  return load;
}

/** Requests in flight at the same time. Being served takes up some unknown part of a round trip, but not less than a third of the whole. */
export function concurrency(timeline: Timeline): Load {
  const load = emptyLoad(timeline);
  for (let i = 0; i < timeline.length; i++) {
    const inFlight = at(timeline.overlapBefore, i) + at(timeline.overlapAfter, i);
    // Turning a request away takes its time, too.
    load.high[i] = inFlight + at(timeline.refusedBefore, i) + at(timeline.refusedAfter, i);
    load.low[i] = Math.floor(inFlight / 3);
  }
  return load;
}
