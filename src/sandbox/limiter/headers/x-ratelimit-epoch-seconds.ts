import type { HeaderDialect } from './dialect.ts';
import { xRateLimit } from './x-ratelimit.ts';

/** `X-RateLimit-*` with the reset as seconds since the Unix epoch. */
export const xRateLimitEpochSeconds: HeaderDialect = {
  id: 'x-ratelimit-epoch-seconds',
  title: 'X-RateLimit-* with epoch seconds',
  rationale: 'Never standardised: some servers mean an instant by the reset.',
  headers: (facts) => xRateLimit(facts, Math.ceil(facts.resetMs / 1000)),
};
