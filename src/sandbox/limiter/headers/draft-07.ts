import { type HeaderDialect, secondsToReset, windowSeconds } from './dialect.ts';

/** One `RateLimit` field with named members, and `RateLimit-Policy: 100;w=60`. */
export const draft07: HeaderDialect = {
  id: 'draft-07',
  title: 'RateLimit in one field, draft 07',
  rationale: 'A form of draft-ietf-httpapi-ratelimit-headers that was replaced but is still sent by libraries.',
  headers: (facts) => ({
    'ratelimit-policy': `${facts.limit};w=${windowSeconds(facts)}`,
    ratelimit: `limit=${facts.limit}, remaining=${facts.remaining}, reset=${secondsToReset(facts)}`,
  }),
};
