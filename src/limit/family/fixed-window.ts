import { at, emptyLoad, type Load, spread, type Timeline } from './timeline.ts';

/** Where windows that follow a clock begin: at every multiple of the window after `originMs`, known to ± `uncertaintyMs`. */
export interface Anchor {
  readonly originMs: number;
  readonly uncertaintyMs: number;
  /** True when the first request opened the first bucket, so that none lies before it. */
  readonly opened?: boolean;
}

/** Requests since the last boundary of a clock. */
export function fixedWindow(timeline: Timeline, windowMs: number, anchor: Anchor): Load {
  const load = emptyLoad(timeline);
  const counts = bucketCounts(timeline, windowMs, anchor, false);
  for (let i = 0; i < timeline.length; i++) {
    const [first, last] = bucketsOf(timeline, i, windowMs, anchor);
    let low = Number.POSITIVE_INFINITY;
    let high = 0;
    for (let bucket = first; bucket <= last; bucket++) {
      low = Math.min(low, counts.low(bucket, i));
      high = Math.max(high, counts.high(bucket, i));
    }
    spread(timeline, i, low, high, load);
  }
  return load;
}

/** The buckets in which a request may have been decided. */
export function bucketsOf(timeline: Timeline, index: number, windowMs: number, anchor: Anchor): [number, number] {
  const { originMs, uncertaintyMs, opened } = anchor;
  const earliest = Math.floor((at(timeline.sent, index) - originMs - uncertaintyMs) / windowMs);
  const latest = Math.floor((at(timeline.received, index) - originMs + uncertaintyMs) / windowMs);
  return opened ? [Math.max(0, earliest), Math.max(0, latest)] : [earliest, latest];
}

/** Counts of each bucket before a request: certain (low) and possible (high). Must be asked in the order of the timeline. */
export function bucketCounts(timeline: Timeline, windowMs: number, anchor: Anchor, refusalsCount: boolean) {
  const certain = new Map<number, number>();
  const possible = new Map<number, number>();
  let counted = 0;
  const catchUp = (index: number) => {
    for (; counted < index; counted++) {
      const [first, last] = bucketsOf(timeline, counted, windowMs, anchor);
      const extra = refusalsCount ? at(timeline.refused, counted) : 0;
      if (first === last) certain.set(first, (certain.get(first) ?? 0) + at(timeline.admittedLow, counted) + extra);
      for (let bucket = first; bucket <= last; bucket++)
        possible.set(bucket, (possible.get(bucket) ?? 0) + at(timeline.admittedHigh, counted) + extra);
    }
  };
  return {
    low: (bucket: number, index: number) => {
      catchUp(index);
      return certain.get(bucket) ?? 0;
    },
    high: (bucket: number, index: number) => {
      catchUp(index);
      return possible.get(bucket) ?? 0;
    },
  };
}

/** Requests since the first one of the current window; the window of a key begins with its first request after the last has ended. */
export function fixedFromFirst(timeline: Timeline, windowMs: number, grainMs: number): Load {
  const load = emptyLoad(timeline);
  let start = Number.NEGATIVE_INFINITY;
  let startSent = start;
  let startReceived = start;
  let low = 0;
  let high = 0;
  for (let i = 0; i < timeline.length; i++) {
    const middle = (at(timeline.sent, i) + at(timeline.received, i)) / 2;
    const mayBeOver = at(timeline.received, i) >= startSent + windowMs - grainMs;
    const mustBeOver = at(timeline.sent, i) >= startReceived + windowMs + grainMs;
    spread(timeline, i, mayBeOver ? 0 : low, mustBeOver ? 0 : high, load);
    const over = mustBeOver || (mayBeOver && (middle >= start + windowMs || at(timeline.admittedLow, i) > 0));
    if (over && at(timeline.admittedHigh, i) > 0) {
      start = middle;
      startSent = at(timeline.sent, i);
      startReceived = at(timeline.received, i);
      low = 0;
      high = 0;
    }
    low += at(timeline.admittedLow, i);
    high += at(timeline.admittedHigh, i);
  }
  return load;
}
