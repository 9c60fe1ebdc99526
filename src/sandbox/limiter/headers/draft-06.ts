import { type HeaderDialect, secondsToReset, windowSeconds } from './dialect.ts';

/** `RateLimit-Limit`, `RateLimit-Remaining`, `RateLimit-Reset` in delta seconds, and `RateLimit-Policy: 100;w=60`. */
export const draft06: HeaderDialect = {
  id: 'draft-06',
  title: 'RateLimit-Limit, -Remaining, -Reset, draft 06',
  rationale: 'The oldest form of the draft, and the one that gateways have taken up most.',
  headers: (facts) => ({
    'ratelimit-policy': `${facts.limit};w=${windowSeconds(facts)}`,
    'ratelimit-limit': String(facts.limit),
    'ratelimit-remaining': String(facts.remaining),
    'ratelimit-reset': String(secondsToReset(facts)),
  }),
};
