import type { HeaderDialect } from './dialect.ts';

/** Says nothing. */
export const none: HeaderDialect = {
  id: 'none',
  title: 'no header about limits',
  rationale: 'RFC 6585 section 4 leaves Retry-After on a 429 to the server, and many send none.',
  headers: () => ({}),
};
