import { at, emptyLoad, type Load, spread, type Timeline } from './timeline.ts';

/** A level that leaks at `perMs` and rises by one for each admitted request: token bucket, leaky bucket and GCRA seen from outside. */
export function tokenBucket(timeline: Timeline, perMs: number, grainMs: number): Load {
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
    spread(timeline, i, low - slack, high + slack, load);
    low += at(timeline.admittedLow, i);
    high += at(timeline.admittedHigh, i);
    last = middle;
    if (at(timeline.admittedHigh, i) > 0) before = half;
  }
  return load;
}

/** Requests in flight at the same time. */
export function concurrency(timeline: Timeline): Load {
  const load = emptyLoad(timeline);
  let oldest = 0;
  for (let i = 0; i < timeline.length; i++) {
    while (oldest < i && at(timeline.received, oldest) <= at(timeline.sent, i)) oldest++;
    let inFlight = at(timeline.overlapAfter, i);
    for (let j = oldest; j < i; j++)
      if (at(timeline.received, j) > at(timeline.sent, i)) inFlight += at(timeline.admittedHigh, j);
    load.high[i] = inFlight;
  }
  return load;
}
