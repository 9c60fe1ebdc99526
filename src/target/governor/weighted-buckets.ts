import type { Rate } from '../../model/rate-policy.ts';
import { type GovernorModel, guardedWindow } from './model.ts';

/**
 * Passes a sliding counter, which weighs the bucket before the current one by what is left of it, wherever its buckets begin: the worst phase
 * is taken. A burst of the whole quota is therefore followed by a steady trickle, not by another burst.
 */
export function weightedBuckets(rate: Rate): GovernorModel {
  const span = guardedWindow(rate);
  // Floating point must not take a sum just under the quota for the quota itself.
  const under = rate.requests - 1e-6;
  let arrivals: number[] = [];
  let inFlight = 0;
  let known: number | undefined;
  const load = (atMs: number) => inFlight + worstLoad(arrivals, atMs, span);
  return {
    freeAt: (nowMs) => {
      // Nothing but another request makes it later.
      if (known !== undefined) return known;
      if (inFlight >= rate.requests) return Number.POSITIVE_INFINITY;
      if (inFlight + arrivals.length < rate.requests) return Number.NEGATIVE_INFINITY;
      const kept = arrivals.findIndex((one) => one > nowMs - 2 * span);
      arrivals = kept < 0 ? [] : arrivals.slice(kept);
      if (load(nowMs) < under) return Number.NEGATIVE_INFINITY;
      known = firstInstant(nowMs, (arrivals.at(-1) ?? nowMs) + 2 * span, (atMs) => load(atMs) < under);
      return known;
    },
    sent: () => {
      known = undefined;
      inFlight++;
    },
    arrived: (_turn, atMs) => {
      known = undefined;
      inFlight--;
      arrivals.push(atMs);
    },
  };
}

/** The instant from which on something holds, to a millisecond; it must hold at `end`. */
function firstInstant(start: number, end: number, holds: (atMs: number) => boolean): number {
  let before = start;
  let after = end;
  while (after - before > 1) {
    const middle = (before + after) / 2;
    if (holds(middle)) after = middle;
    else before = middle;
  }
  return after;
}

/**
 * The greatest load over all phases at an instant, of ascending arrivals. With a bucket that is `age` old, requests up to that age count
 * whole, those of the bucket before by the share `1 - age / span`. Between the ages at which a request changes bucket the load only falls, so
 * these alone are looked at, in their order.
 */
function worstLoad(arrivals: readonly number[], atMs: number, span: number): number {
  const ageOf = (place: number) => atMs - (arrivals[place] ?? Number.NEGATIVE_INFINITY);
  const newest = arrivals.length - 1;
  let young = newest;
  while (ageOf(young) < span) young--;
  let old = young;
  let within = newest - young;
  let worst = within;
  let current = 0;
  for (let next = newest; next > young || ageOf(old) < 2 * span; ) {
    const leaving = ageOf(old) - span;
    const age = next > young ? Math.min(ageOf(next), leaving) : leaving;
    if (age === leaving) {
      within++;
      old--;
    } else {
      current++;
      next--;
    }
    worst = Math.max(worst, current + (1 - age / span) * (within - current));
  }
  return worst;
}
