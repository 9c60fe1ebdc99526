import type { CheckTally, OperationCoverage, RunReport } from '../../model/run-report.ts';
import { isFailure } from './finding-order.ts';

/** How a check stands on an operation, worst first; `folded` failures are explained by another finding. */
export type Standing = 'fail' | 'known' | 'folded' | 'warn' | 'inconclusive' | 'pass' | 'skip' | 'none';

/** All standings from worst to least. */
export const STANDINGS: readonly Standing[] = [
  'fail',
  'known',
  'folded',
  'warn',
  'inconclusive',
  'pass',
  'skip',
  'none',
];

/** The standing of one check on one operation: findings decide before tallies; a failure without a finding is a doubt. */
export function standingOf(report: RunReport, operation: string, tally: CheckTally): Standing {
  const own = report.findings.filter((finding) => finding.operation === operation && finding.check === tally.check);
  if (own.some((finding) => isFailure(finding) && finding.baseline.state !== 'known')) return 'fail';
  if (own.some(({ baseline }) => baseline.state === 'known')) return 'known';
  if (own.length > 0) return 'warn';
  if (tally.fail + tally.warn > 0) return explainedBy(report, operation, tally.check) ? 'folded' : 'inconclusive';
  if (tally.pass > 0) return 'pass';
  return tally.inconclusive > 0 ? 'inconclusive' : tally.skip > 0 ? 'skip' : 'none';
}

/** The finding on the same operation that folds accusations of this check under it. */
export function explainedBy(report: RunReport, operation: string, check: string) {
  return report.findings.find(
    (finding) =>
      finding.operation === operation && finding.consequences.some((consequence) => consequence.check === check),
  );
}

/**
 * The standing of a whole operation: its worst check, except that a doubt of one check does not outweigh the passes of others;
 * an operation of which no valid request was accepted is never better than inconclusive.
 */
export function operationStanding(report: RunReport, coverage: OperationCoverage): Standing {
  const standings = coverage.checks.map((tally) => standingOf(report, coverage.operation, tally));
  const settled = standings.includes('pass') ? standings.filter((standing) => standing !== 'inconclusive') : standings;
  return coverage.reached || standings.length === 0 ? worst(settled) : worst([...settled, 'inconclusive']);
}

/** The worst of several standings. */
export function worst(standings: readonly Standing[]): Standing {
  return STANDINGS.find((standing) => standings.includes(standing)) ?? 'none';
}
