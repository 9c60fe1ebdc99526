import type { LimitObservation, ProbeRole } from '../../model/limit.ts';

/** Requests of one role at a steady pace. */
export interface Volley {
  readonly step: string;
  readonly role: ProbeRole;
  readonly alias?: string;
  readonly count: number;
  /** Epoch milliseconds of the first; the past means at once. */
  readonly startMs: number;
  readonly intervalMs: number;
  readonly maxInFlight: number;
  /** Send no more after so many refusals. */
  readonly stopAfterRefusals: number;
}

/** What the prober wants done next; the driver does it and hands back what was seen. */
export type ProbeAction =
  | { readonly kind: 'wait'; readonly untilMs: number; readonly why: string }
  | { readonly kind: 'volley'; readonly volley: Volley; readonly pacer: Pacer };

/** What the driver answers. */
export interface ProbeReply {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** In the order of sending; empty after a wait. */
  readonly observations: readonly LimitObservation[];
}

/** Decides when the next request of a volley goes out. Open loop: a slow answer does not slow the pace until too many are in flight. */
export interface Pacer {
  next(
    nowMs: number,
    inFlight: number,
  ): { readonly kind: 'send'; readonly atMs: number } | { readonly kind: 'blocked' } | { readonly kind: 'done' };
  sent(atMs: number): void;
  answered(observation: LimitObservation): void;
}

/** The pacer of a volley; `isRefused` and `mayGoOn` are asked after every answer and before every sending. */
export function createPacer(
  volley: Volley,
  isRefused: (observation: LimitObservation) => boolean,
  mayGoOn: (inFlight: number) => boolean,
): Pacer {
  let count = 0;
  let refusals = 0;
  let lastSent = Number.NEGATIVE_INFINITY;
  return {
    next(nowMs, inFlight) {
      if (count >= volley.count || refusals >= volley.stopAfterRefusals) return { kind: 'done' };
      if (!mayGoOn(inFlight)) return { kind: inFlight > 0 ? 'blocked' : 'done' };
      if (inFlight >= volley.maxInFlight) return { kind: 'blocked' };
      // Late requests do not crowd: half an interval is kept to the one before.
      const planned = Math.max(volley.startMs + count * volley.intervalMs, lastSent + volley.intervalMs / 2);
      return { kind: 'send', atMs: Math.max(planned, nowMs) };
    },
    sent(atMs) {
      count++;
      lastSent = atMs;
    },
    answered(observation) {
      if (isRefused(observation)) refusals++;
    },
  };
}
