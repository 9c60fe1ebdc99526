import type { Expected } from './matrix.ts';

/** The versions of the NPQ API. */
export const NPQ_VERSIONS = ['v1', 'v2', 'v3'] as const;

/** See {@link NPQ_VERSIONS}. */
export type NpqVersion = (typeof NPQ_VERSIONS)[number];

interface Shown extends Expected {
  readonly versions: readonly NpqVersion[];
}

const EVERY = NPQ_VERSIONS;
const OLDER = ['v1', 'v2'] as const;
const NEWEST = ['v3'] as const;

const by = (check: string, versions: readonly NpqVersion[], ...defects: readonly string[]): Shown[] =>
  defects.map((defect) => ({ defect, check, versions }));

/** Which check must find each defect of the emulator in a run of the suites, and in which versions it shows. */
const SHOWN: readonly Shown[] = [
  ...by('challenge-missing', EVERY, 'D4'),
  ...by('authentication-precedence', EVERY, 'D5'),
  ...by('response-body', EVERY, 'D7', 'D8'),
  ...by('response-body', NEWEST, 'D9', 'D10'),
  ...by('response-body', EVERY, 'D11'),
  ...by('undeclared-status', EVERY, 'D12', 'D13'),
  ...by('undeclared-status', NEWEST, 'D14'),
  ...by('requirement', EVERY, 'D15', 'D16'),
  ...by('invalid-data-accepted', EVERY, 'D17'),
  ...by('undeclared-status', EVERY, 'D19'),
  ...by('invalid-data-accepted', NEWEST, 'D21'),
  ...by('paging', EVERY, 'D25'),
  ...by('requirement', EVERY, 'D27'),
  ...by('version-retirement', OLDER, 'D28'),
  ...by('authentication-error-body', OLDER, 'D29'),
  ...by('authentication-enforced', NEWEST, 'no-authentication-on-one-operation'),
  ...by('authentication-enforced', EVERY, 'any-token-accepted'),
  ...by('response-body', EVERY, 'wrong-type-in-one-list-item', 'missing-declared-field'),
  ...by('server-error', NEWEST, 'error-500-at-valid-boundary'),
  ...by('invalid-data-accepted', EVERY, 'invalid-value-accepted'),
  ...by('undeclared-status', EVERY, 'undeclared-status'),
  ...by('undeclared-media-type', NEWEST, 'wrong-media-type'),
  ...by('page-size', EVERY, 'page-size-ignored'),
  ...by('undeclared-media-type', OLDER, 'csv-sent-as-plain-text'),
];

/** The defects that show in a version, each with the check that must find it. */
export function npqExpected(version: NpqVersion): readonly Expected[] {
  return SHOWN.filter(({ versions }) => versions.includes(version));
}

/** Defects of the limiter, and the verdict of the limit probe that must tell each. */
export const NPQ_PROBED = [
  { defect: 'D1', verdict: 'limit-algorithm', outcome: 'fail' },
  { defect: 'credential-aliasing', verdict: 'limit-aliasing', outcome: 'fail' },
  { defect: 'D3', verdict: 'limit-retry-after', outcome: 'warn' },
] as const;
