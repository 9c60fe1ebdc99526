import type { LimitClaim, LimitObservation } from '../../model/limit.ts';
import { answerOf } from '../answer.ts';
import { waitOf } from '../headers/retry-after.ts';

/** What a probe may cost at most. */
export interface SafetyLimits {
  readonly maxRequests: number;
  readonly maxRefusals: number;
  /** Milliseconds after the first request of the key. */
  readonly maxWallMs: number;
}

/** Most refusals of a probe: some limiters double their ban with each. */
export const MOST_REFUSALS = 16;

/** 1.4 quotas (at least 40 requests more than one), 16 refusals, 3.2 windows. */
export function safetyLimits(claim: LimitClaim): SafetyLimits {
  return {
    maxRequests: Math.max(Math.floor(claim.requests * 1.4), claim.requests + 40),
    maxRefusals: MOST_REFUSALS,
    maxWallMs: claim.windowMs * 3.2,
  };
}

/** Watches every answer of a probe and says when to stop. */
export interface SafetyWatch {
  observe(observation: LimitObservation): void;
  /** True when one more request may be sent while so many are in flight. */
  mayGoOn(inFlight: number): boolean;
  /** Why the probe must end, in words. */
  stopped(): string | undefined;
  /** End the probe for another reason. */
  stop(reason: string): void;
  readonly requests: number;
  readonly refusals: number;
}

const STREAK = 3;
const SLOW_FACTOR = 4;

/** A watch at zero. `usualMs` is the round trip before any load, asked when needed. */
export function createSafetyWatch(claim: LimitClaim, limits: SafetyLimits, usualMs: () => number): SafetyWatch {
  let requests = 0;
  let refusals = 0;
  let errors = 0;
  let admitted = 0;
  let reason: string | undefined;
  let announced: number | undefined;
  let growth = 0;
  let firstSent: number | undefined;
  const recent: number[] = [];

  const watchRefusal = (observation: LimitObservation) => {
    refusals++;
    const waitMs = waitOf(observation);
    if (observation.status === 403 && claim.status !== 403)
      reason ??= 'a refusal turned into 403, which looks like a ban';
    if (waitMs === undefined) return;
    if (waitMs > 2 * claim.windowMs)
      reason ??= `the target asks to stay away for ${Math.round(waitMs / 1_000)} s, more than two windows`;
    growth = announced !== undefined && waitMs > announced * 1.5 + 1_500 ? growth + 1 : 0;
    if (growth >= 2) reason ??= 'Retry-After grows with every refusal';
    announced = waitMs;
  };
  const watchLatency = (observation: LimitObservation) => {
    recent.push(observation.receivedAt - observation.sentAt);
    if (recent.length > 20) recent.shift();
    const median = [...recent].sort((a, b) => a - b)[10];
    if (recent.length === 20 && median !== undefined && median > usualMs() * SLOW_FACTOR + 250)
      reason ??= `answers take ${Math.round(median)} ms, over ${SLOW_FACTOR} times as long as before`;
  };

  return {
    observe(observation) {
      requests++;
      if (observation.role === 'preflight') return;
      firstSent ??= observation.sentAt;
      if (observation.receivedAt - firstSent > limits.maxWallMs) reason ??= 'the longest time of a probe was over';
      const answer = answerOf(observation, claim.status, refusals > 0 && observation.role === 'victim');
      errors = answer === 'error' ? errors + 1 : 0;
      if (errors >= STREAK) reason ??= `${STREAK} server errors in a row`;
      if (answer === 'refused') watchRefusal(observation);
      else if (answer === 'lost') return;
      else watchLatency(observation);
      if (observation.role !== 'victim') return;
      if (answer === 'admitted') admitted++;
      if (answer === 'denied')
        reason ??=
          admitted > 0
            ? 'the key was refused although it had worked'
            : `the key is not accepted (${observation.status})`;
    },
    mayGoOn: (inFlight) =>
      reason === undefined && requests + inFlight < limits.maxRequests && refusals + inFlight < limits.maxRefusals,
    stopped: () => reason,
    stop: (why) => {
      reason ??= why;
    },
    get requests() {
      return requests;
    },
    get refusals() {
      return refusals;
    },
  };
}
