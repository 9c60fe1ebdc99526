import type { Rate } from '../../model/rate-policy.ts';
import { type GovernorModel, guardedWindow } from './model.ts';

/** Even spacing, once a server has refused below its quota. */
export interface EvenSpacing extends GovernorModel {
  /** A request was refused. The first time requests are spaced for a window, then for good. */
  refused(nowMs: number): void;
}

/** Passes smoothing, spike arrest and a small number of places: one request at a time, evenly over the window. Free until a refusal. */
export function evenSpacing(rate: Rate): EvenSpacing {
  const span = guardedWindow(rate);
  let until = Number.NEGATIVE_INFINITY;
  let refusedBefore = false;
  let inFlight = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    freeAt: (nowMs) => {
      if (nowMs >= until) return Number.NEGATIVE_INFINITY;
      return inFlight > 0 ? Number.POSITIVE_INFINITY : last + span / rate.requests;
    },
    sent: () => {
      inFlight++;
    },
    arrived: (_turn, atMs) => {
      inFlight--;
      last = atMs;
    },
    refused: (nowMs) => {
      if (nowMs < until) return;
      until = refusedBefore ? Number.POSITIVE_INFINITY : nowMs + span;
      refusedBefore = true;
    },
  };
}
