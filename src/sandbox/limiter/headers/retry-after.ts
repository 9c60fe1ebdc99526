import { type HeaderDialect, secondsToReset } from './dialect.ts';

/** `Retry-After` in seconds, on refusals only (RFC 9110 section 10.2.3). */
export const retryAfter: HeaderDialect = {
  id: 'retry-after',
  title: 'Retry-After on refusals',
  rationale: 'The one standard field that tells a refused client when to come back.',
  headers: (facts) => (facts.allowed ? {} : { 'retry-after': String(Math.max(1, secondsToReset(facts))) }),
};
