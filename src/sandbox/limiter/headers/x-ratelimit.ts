import type { LimitFacts } from './dialect.ts';

/** The three `X-RateLimit-*` fields, which agree on all but the unit of the reset. */
export function xRateLimit(facts: LimitFacts, reset: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(facts.limit),
    'x-ratelimit-remaining': String(facts.remaining),
    'x-ratelimit-reset': String(reset),
  };
}
