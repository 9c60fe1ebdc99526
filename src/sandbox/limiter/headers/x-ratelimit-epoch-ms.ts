import type { HeaderDialect } from './dialect.ts';
import { xRateLimit } from './x-ratelimit.ts';

/** `X-RateLimit-*` with the reset as milliseconds since the Unix epoch. */
export const xRateLimitEpochMs: HeaderDialect = {
  id: 'x-ratelimit-epoch-ms',
  title: 'X-RateLimit-* with epoch milliseconds',
  rationale: 'Never standardised: some servers hand out the instant in the unit of their runtime.',
  headers: (facts) => xRateLimit(facts, Math.ceil(facts.resetMs)),
};
