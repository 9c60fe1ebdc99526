import { type Anchor, bucketCounts, bucketsOf } from './fixed-window.ts';
import { at, emptyLoad, type Load, spread, type Timeline } from './timeline.ts';

/** Two buckets, the previous one weighted by the part of it that the trailing window still covers. */
export function slidingCounter(
  timeline: Timeline,
  windowMs: number,
  anchor: Anchor,
  refusalsCount: boolean,
  grainMs: number,
): Load {
  const load = emptyLoad(timeline);
  const counts = bucketCounts(timeline, windowMs, anchor, refusalsCount);
  for (let i = 0; i < timeline.length; i++) {
    const [first, last] = bucketsOf(timeline, i, windowMs, anchor);
    let low = Number.POSITIVE_INFINITY;
    let high = 0;
    for (let bucket = first; bucket <= last; bucket++) {
      const begin = anchor.originMs + bucket * windowMs;
      const covered = (instant: number) => Math.min(1, Math.max(0, 1 - (instant - begin) / windowMs));
      const slack = anchor.uncertaintyMs + grainMs;
      const latest = at(timeline.received, i) + slack;
      const earliest = at(timeline.sent, i) - slack;
      low = Math.min(low, counts.low(bucket - 1, i) * covered(latest) + counts.low(bucket, i));
      high = Math.max(high, counts.high(bucket - 1, i) * covered(earliest) + counts.high(bucket, i));
    }
    spread(timeline, i, Math.floor(low), high, load, refusalsCount);
  }
  return load;
}
