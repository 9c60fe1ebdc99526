import { upperBound } from '../certificate.ts';
import { at, emptyLoad, type Load, spread, type Timeline } from './timeline.ts';

/** Requests in the trailing window; with `refusalsCount` also those that were turned away. */
export function slidingLog(timeline: Timeline, windowMs: number, refusalsCount: boolean, grainMs: number): Load {
  const load = emptyLoad(timeline);
  const counts = (admitted: Float64Array, j: number) => at(admitted, j) + (refusalsCount ? at(timeline.refused, j) : 0);
  const order = Array.from(timeline.received.keys()).sort(
    (a, b) => at(timeline.received, a) - at(timeline.received, b),
  );
  const receivedSorted = Float64Array.from(order, (j) => at(timeline.received, j));
  const byReceipt = prefix(timeline.length, (k) => counts(timeline.admittedHigh, order[k] ?? 0));
  const bySendLow = prefix(timeline.length, (k) => counts(timeline.admittedLow, k));
  const bySendHigh = prefix(timeline.length, (k) => counts(timeline.admittedHigh, k));
  for (let i = 0; i < timeline.length; i++) {
    // Most aged: decided as late as possible, the others as early as possible.
    const agedMost = Math.min(i, upperBound(timeline.sent, at(timeline.received, i) - windowMs + grainMs));
    const agedLeast = upperBound(receivedSorted, at(timeline.sent, i) - windowMs - grainMs);
    const low = at(bySendLow, i) - at(bySendLow, agedMost);
    const high = at(bySendHigh, i) - at(byReceipt, agedLeast);
    spread(timeline, i, low, high, load, refusalsCount);
  }
  return load;
}

/** Running sums: element k is the sum of the first k values. */
export function prefix(length: number, value: (index: number) => number): Float64Array {
  const sums = new Float64Array(length + 1);
  for (let k = 0; k < length; k++) sums[k + 1] = at(sums, k) + value(k);
  return sums;
}
