import { upperBound } from '../certificate.ts';
import { at, emptyLoad, type Load, spread, type Timeline } from './timeline.ts';

/** Requests in the trailing window; with `refusalsCount` also those that were turned away. */
export function slidingLog(timeline: Timeline, windowMs: number, refusalsCount: boolean, grainMs: number): Load {
  const load = emptyLoad(timeline);
  const { sent, received, receivedSorted, byReceipt, refused } = timeline;
  const counted = refusalsCount ? 1 : 0;
  const sumLow = sums(timeline.admittedLow, refused, counted);
  const sumHigh = sums(timeline.admittedHigh, refused, counted);
  const sumByReceipt = sums(timeline.admittedHigh, refused, counted, byReceipt);
  for (let i = 0; i < timeline.length; i++) {
    // Most aged: decided as late as possible, the others as early as possible.
    const agedMost = Math.min(i, upperBound(sent, at(received, i) - windowMs + grainMs));
    const agedLeast = upperBound(receivedSorted, at(sent, i) - windowMs - grainMs);
    const low = at(sumLow, i) - at(sumLow, agedMost);
    const high = at(sumHigh, i) - at(sumByReceipt, agedLeast);
    spread(timeline, i, low, high, load, refusalsCount);
  }
  return load;
}

/** Running sums of what a request weighs, in the order of sending or another: element k is the sum of the first k. */
function sums(admitted: Float64Array, refused: Float64Array, counted: number, order?: Uint32Array): Float64Array {
  const total = new Float64Array(admitted.length + 1);
  for (let k = 0; k < admitted.length; k++) {
    const j = order ? at(order, k) : k;
    total[k + 1] = at(total, k) + at(admitted, j) + counted * at(refused, j);
  }
  return total;
}
