import { upperBound } from '../certificate.ts';
import { at, emptyLoad, type Load, spread, type Timeline } from './timeline.ts';

/** Requests in the trailing window; with `refusalsCount` also those that were turned away. */
export function slidingLog(timeline: Timeline, windowMs: number, refusalsCount: boolean, grainMs: number): Load {
  const load = emptyLoad(timeline);
  const { sent, received, receivedSorted } = timeline;
  const { sumLow, sumHigh, sumByReceipt } = totalsOf(timeline, refusalsCount);
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

/** The same for every window, so kept with the timeline. */
const kept = { with: new WeakMap<Timeline, Totals>(), without: new WeakMap<Timeline, Totals>() };

type Totals = Readonly<Record<'sumLow' | 'sumHigh' | 'sumByReceipt', Float64Array>>;

function totalsOf(timeline: Timeline, refusalsCount: boolean): Totals {
  const shelf = refusalsCount ? kept.with : kept.without;
  const known = shelf.get(timeline);
  if (known) return known;
  const { admittedLow, admittedHigh, refused, byReceipt } = timeline;
  const counted = refusalsCount ? 1 : 0;
  const totals = {
    sumLow: sums(admittedLow, refused, counted),
    sumHigh: sums(admittedHigh, refused, counted),
    sumByReceipt: sums(admittedHigh, refused, counted, byReceipt),
  };
  shelf.set(timeline, totals);
  return totals;
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
