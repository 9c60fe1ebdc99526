/**
 * Which checks explain which: where the left one accuses an exchange, what the right ones say of the same exchange follows from it.
 * Checks that stand nowhere on the right are always findings of their own. Earlier rows win.
 */
export const EXPLAINS: readonly (readonly [cause: string, consequences: readonly string[]])[] = [
  [
    'server-error',
    [
      'undeclared-status',
      'undeclared-media-type',
      'response-body',
      'response-headers',
      'valid-data-refused',
      'requirement',
    ],
  ],
  [
    'authentication-enforced',
    [
      'undeclared-status',
      'undeclared-media-type',
      'response-body',
      'response-headers',
      'invalid-data-accepted',
      'requirement',
    ],
  ],
  [
    'authentication-precedence',
    ['undeclared-status', 'undeclared-media-type', 'response-body', 'response-headers', 'requirement'],
  ],
  [
    'foreign-access',
    ['undeclared-status', 'undeclared-media-type', 'response-body', 'response-headers', 'requirement'],
  ],
  [
    'location-wrong',
    ['undeclared-status', 'undeclared-media-type', 'response-body', 'response-headers', 'requirement'],
  ],
  [
    'created-resource-unreadable',
    ['undeclared-status', 'undeclared-media-type', 'response-body', 'response-headers', 'requirement'],
  ],
  ['deleted-resource-readable', ['response-body', 'response-headers', 'requirement']],
  ['undeclared-method', ['undeclared-status', 'requirement']],
  [
    'undeclared-status',
    ['undeclared-media-type', 'response-body', 'response-headers', 'valid-data-refused', 'requirement'],
  ],
  ['undeclared-media-type', ['response-body', 'page-size']],
  ['invalid-data-accepted', ['requirement']],
  ['valid-data-refused', ['requirement']],
];

/** The position of a check among the causes: smaller explains more; checks that explain nothing come last. */
export function rankOf(check: string): number {
  const rank = EXPLAINS.findIndex(([cause]) => cause === check);
  return rank === -1 ? EXPLAINS.length : rank;
}

/** True when an accusation of `cause` accounts for one of `consequence` on the same exchange. */
export function explains(cause: string, consequence: string): boolean {
  return EXPLAINS.some(([check, consequences]) => check === cause && consequences.includes(consequence));
}
