import type { HeaderDialect } from './dialect.ts';

/** `X-Quota-*` with the reset as epoch milliseconds, as Gravitee sends them. */
export const xQuota: HeaderDialect = {
  id: 'x-quota',
  title: 'X-Quota-* with epoch milliseconds',
  rationale: 'Quotas of a gateway that has rate limits besides.',
  headers: (facts) => ({
    'x-quota-limit': String(facts.limit),
    'x-quota-remaining': String(facts.remaining),
    'x-quota-reset': String(Math.ceil(facts.resetMs)),
  }),
};
