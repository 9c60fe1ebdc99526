import type { Rate } from '../../model/rate-policy.ts';
import { type GovernorModel, guardedWindow } from './model.ts';

/**
 * Never more than the quota within any window: passes a sliding log, fixed windows wherever they begin, and a bucket or cell rate algorithm
 * that holds the whole quota. A request counts from its latest possible arrival (the answer), not from its sending: between the two lies a
 * delay that differs from request to request and would let a window overflow.
 */
export function rollingWindow(rate: Rate): GovernorModel {
  const arrivals: number[] = [];
  const span = guardedWindow(rate);
  const slot = (turn: number) => turn % rate.requests;
  let next = 0;
  return {
    freeAt: () => (arrivals[slot(next)] ?? Number.NEGATIVE_INFINITY) + span,
    sent: (turn) => {
      arrivals[slot(turn)] = Number.POSITIVE_INFINITY;
      next = turn + 1;
    },
    arrived: (turn, atMs) => {
      arrivals[slot(turn)] = atMs;
    },
  };
}
