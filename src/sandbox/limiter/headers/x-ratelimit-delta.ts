import { type HeaderDialect, secondsToReset } from './dialect.ts';
import { xRateLimit } from './x-ratelimit.ts';

/** `X-RateLimit-*` with seconds until the reset. */
export const xRateLimitDelta: HeaderDialect = {
  id: 'x-ratelimit-delta',
  title: 'X-RateLimit-* with delta seconds',
  rationale: 'Never standardised: some servers mean a duration by the reset.',
  headers: (facts) => xRateLimit(facts, secondsToReset(facts)),
};
