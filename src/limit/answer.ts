import type { LimitObservation } from '../model/limit.ts';

/** What an answer means to a limit: let through, turned away, a failure of the server, no entitlement, or no answer. */
export type Answer = 'admitted' | 'refused' | 'error' | 'denied' | 'lost';

/**
 * Read an answer. `status` is the documented refusal; 429 and 503 always count as one (RFC 6585 §4, RFC 9110 §15.6.4), 403 only when it is
 * the documented one or comes after a refusal, which is what a ban looks like.
 */
export function answerOf(observation: LimitObservation, status: number, afterRefusal = false): Answer {
  const seen = observation.status;
  if (seen === null) return 'lost';
  if (seen === status || seen === 429 || seen === 503) return 'refused';
  if (seen === 403 && afterRefusal) return 'refused';
  if (seen >= 500) return 'error';
  return seen === 401 || seen === 403 ? 'denied' : 'admitted';
}

/** True for requests that carry the key under test as it is usually spelt. */
export function isOnKey({ role }: LimitObservation): boolean {
  return role === 'victim' || role === 'failing';
}

const KEPT = /^(date|retry-after|cache-control|content-type|x-quota-|x-spike-arrest-|(x-)?rate-?limit)/;

/** The headers that are worth keeping: those of time and limits. */
export function keptHeaders(headers: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  return headers.filter(([name]) => KEPT.test(name));
}
