import type { HeaderDialect } from './dialect.ts';

/** `X-Rate-Limit-*`, with a dash more, and the reset as epoch milliseconds, as Gravitee sends them. */
export const xRateLimitDashed: HeaderDialect = {
  id: 'x-rate-limit',
  title: 'X-Rate-Limit-* with epoch milliseconds',
  rationale: 'A spelling of its own that clients looking for X-RateLimit do not see.',
  headers: (facts) => ({
    'x-rate-limit-limit': String(facts.limit),
    'x-rate-limit-remaining': String(facts.remaining),
    'x-rate-limit-reset': String(Math.ceil(facts.resetMs)),
  }),
};
