import type { OperationCoverage, RunReport } from '../../model/run-report.ts';
import { operationStanding, type Standing, standingOf } from '../shared/operation-status.ts';
import { STANDING_WORDS } from '../shared/outcome-words.ts';
import type { Ink, Tone } from './paint.ts';

const TONES: Partial<Record<Standing, Tone>> = { fail: 'bad', warn: 'warn', inconclusive: 'warn', pass: 'good' };

/** One line per operation: how it stands, the requests, every status with its count. */
export function coverageLines(report: RunReport, ink: Ink): string[] {
  if (report.coverage.length === 0) return [];
  const reached = report.coverage.filter(({ reached }) => reached).length;
  return [
    ...ink.lines(`Coverage (${reached} of ${report.coverage.length} operations reached)`, { tone: 'strong' }),
    ...report.coverage.flatMap((coverage) => operationLine(report, coverage, ink)),
  ];
}

function operationLine(report: RunReport, coverage: OperationCoverage, ink: Ink): string[] {
  const standing = operationStanding(report, coverage);
  const statuses = coverage.statuses.map(({ status, declared, seen }) =>
    seen === 0 ? `${status} unseen` : `${status}×${seen}${declared ? '' : ' undeclared'}`,
  );
  const reached = coverage.reached ? [] : ['no valid request was accepted'];
  const doubts = coverage.checks.filter((tally) => standingOf(report, coverage.operation, tally) === 'inconclusive');
  const doubt = doubts.length > 0 ? [`inconclusive: ${doubts.map(({ check }) => check).join(', ')}`] : [];
  const facts = coverage.requests === 0 ? ['not tested'] : [...statuses, ...reached, ...doubt];
  return ink.lines(`${coverage.operation}  ${facts.join(', ')}`, {
    indent: 2,
    label: STANDING_WORDS[standing].symbol,
    labelTone: TONES[standing],
  });
}
