import type { LimitClaim } from '../model/limit.ts';

/** How the clocks of prober and target lie to each other, and how long an answer takes. */
export interface Preflight {
  /** Milliseconds to add to the prober's clock to get the target's, as an interval. */
  readonly offset: { readonly least: number; readonly most: number };
  /** False when no `Date` header told it and the interval is assumed. */
  readonly offsetMeasured: boolean;
  /** 95th percentile of the round trip, milliseconds. */
  readonly rttMs: number;
  /** Median of the round trip, milliseconds; absent in older logs. */
  readonly typicalMs?: number;
}

/** Everything about a schedule that follows from the claim and the network. */
export interface Margins {
  /** What cannot be told apart in time on the key's own windows, milliseconds. */
  readonly deltaMs: number;
  /** The same against windows of the target's clock. */
  readonly epochDeltaMs: number;
  /** Start of the second cohort after the first, milliseconds. */
  readonly gapMs: number;
  /** Requests of the first cohort. */
  readonly small: number;
  /** Between two requests of the bulk and of the tail, milliseconds. */
  readonly bulkIntervalMs: number;
  /** The same for the bulk as the network allows with so many in flight. */
  readonly paceMs: number;
  readonly tailIntervalMs: number;
  /** Requests of the tail. */
  readonly tail: number;
  readonly maxInFlight: number;
}

const LIMITER_GRAIN_MS = 1_000;
/** Of the promised twelve: when the quota ends early all that are in flight are refused. */
const MAX_IN_FLIGHT = 10;
/** More than a probe has refusals, so that refusals that count leave some to come back. */
const MOST_SMALL = 24;
const MOST_TAIL = 90;

/** What a round trip usually takes, milliseconds. */
export function typicalOf({ typicalMs, rttMs }: Preflight): number {
  return typicalMs ?? rttMs;
}

/** The margins of a probe. */
export function marginsOf(claim: LimitClaim, preflight: Preflight, maxPerSecond = 200): Margins {
  const { requests, windowMs, tolerance } = claim;
  const grain = Math.min(LIMITER_GRAIN_MS, windowMs / 10) + tolerance.grainMs;
  const deltaMs = 20 + grain;
  const offsetWidth = (preflight.offset.most - preflight.offset.least) / 2;
  const epochDeltaMs = deltaMs + offsetWidth + Math.min(500, windowMs * 0.02);
  const typicalMs = typicalOf(preflight);
  // Between the ageing of the first cohort and of the second there must be time to see how many come back.
  const share = Math.min(0.3, Math.max(0.05, (4 * deltaMs + Math.min(10 * typicalMs, 0.05 * windowMs)) / windowMs));
  const slowest = 1_000 / maxPerSecond;
  const bulkIntervalMs = Math.max(slowest, (0.06 * windowMs) / requests);
  return {
    deltaMs,
    epochDeltaMs,
    gapMs: share * windowMs,
    small: Math.max(1, Math.min(12, Math.floor(requests / 3)), Math.min(MOST_SMALL, Math.ceil(requests * 0.04))),
    bulkIntervalMs,
    paceMs: Math.max(bulkIntervalMs, (1.25 * typicalMs) / MAX_IN_FLIGHT),
    tailIntervalMs: Math.max(slowest, windowMs / (5 * requests)),
    tail: Math.max(4, Math.min(MOST_TAIL, Math.ceil(requests * 0.08))),
    maxInFlight: MAX_IN_FLIGHT,
  };
}
