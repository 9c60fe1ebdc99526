import type { RequirementResult, RunVerdict } from '../../model/run-report.ts';
import type { Standing } from './operation-status.ts';

/** A symbol that means something without colour, and its words. */
export interface Words {
  readonly symbol: string;
  readonly title: string;
}

/** The answer of a run. */
export const OUTCOME_WORDS: Readonly<Record<RunVerdict['outcome'], Words>> = {
  conformant: { symbol: '✓', title: 'Conformant' },
  'not-conformant': { symbol: '✗', title: 'Not conformant' },
  inconclusive: { symbol: '?', title: 'Inconclusive' },
  failed: { symbol: '!', title: 'Run failed' },
};

/** How a requirement stands. */
export const REQUIREMENT_WORDS: Readonly<Record<RequirementResult['state'], Words>> = {
  broken: { symbol: '✗', title: 'broken' },
  inconclusive: { symbol: '?', title: 'inconclusive' },
  'not-tested': { symbol: '○', title: 'not tested' },
  kept: { symbol: '✓', title: 'kept' },
};

/** How a check stands on an operation. */
export const STANDING_WORDS: Readonly<Record<Standing, Words>> = {
  fail: { symbol: '✗', title: 'fails' },
  known: { symbol: '◆', title: 'known deviation' },
  folded: { symbol: '↳', title: 'explained by another finding' },
  warn: { symbol: '!', title: 'warning' },
  inconclusive: { symbol: '?', title: 'inconclusive' },
  pass: { symbol: '✓', title: 'passes' },
  skip: { symbol: '–', title: 'skipped' },
  none: { symbol: '○', title: 'not tested' },
};
