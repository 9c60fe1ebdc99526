import type { FhirIssue, FhirVerdict } from '../issue.ts';

/** Two validators at odds on whether a resource has an error. */
export interface Disagreement {
  readonly name: string;
  /** The errors of the one that has some. */
  readonly errorsOf: 'native' | 'official';
  readonly errors: readonly FhirIssue[];
}

/** The disagreement on a resource; undefined when both find errors, or neither does. */
export function compareVerdicts(name: string, native: FhirVerdict, official: FhirVerdict): Disagreement | undefined {
  const [own, theirs] = [errorsIn(native), errorsIn(official)];
  if (own.length > 0 === theirs.length > 0) return undefined;
  return own.length > 0 ? { name, errorsOf: 'native', errors: own } : { name, errorsOf: 'official', errors: theirs };
}

function errorsIn({ issues }: FhirVerdict): FhirIssue[] {
  return issues.filter(({ severity }) => severity === 'error' || severity === 'fatal');
}

/** A disagreement as lines for people. */
export function formatDisagreement({ name, errorsOf, errors }: Disagreement): string {
  const other = errorsOf === 'native' ? 'official' : 'native';
  const lines = errors.map(({ expression, message, rule }) => `  ${expression || '-'} ${message} [${rule}]`);
  return [`${name} disagreement: the ${errorsOf} validator finds errors, the ${other} one none`, ...lines].join('\n');
}
