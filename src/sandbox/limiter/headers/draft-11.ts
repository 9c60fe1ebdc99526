import { type HeaderDialect, secondsToReset, windowSeconds } from './dialect.ts';

/** `RateLimit` and `RateLimit-Policy` as lists of structured strings with parameters. */
export const draft11: HeaderDialect = {
  id: 'draft-11',
  title: 'RateLimit and RateLimit-Policy, current draft',
  rationale:
    'draft-ietf-httpapi-ratelimit-headers since version 08: a named policy with quota and window, and what is left of it.',
  headers: (facts) => ({
    'ratelimit-policy': `"${facts.policy}";q=${facts.limit};w=${windowSeconds(facts)}`,
    ratelimit: `"${facts.policy}";r=${facts.remaining};t=${secondsToReset(facts)}`,
  }),
};
