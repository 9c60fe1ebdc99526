import type { Finding } from '../../model/finding.ts';
import type { RunReport } from '../../model/run-report.ts';
import { SEVERITIES } from '../../model/verdict.ts';

/** The findings as a reader needs them, worst first: what is new or past its date, warnings, and what is known. */
export interface FindingGroups {
  readonly open: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly known: readonly Finding[];
}

/** Sort the findings of a report into groups. */
export function groupFindings(report: RunReport): FindingGroups {
  const sorted = [...report.findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.operation, b.operation) ||
      compare(a.fingerprint, b.fingerprint),
  );
  const unknown = sorted.filter(({ baseline }) => baseline.state !== 'known');
  return {
    open: unknown.filter(isFailure),
    warnings: unknown.filter((finding) => !isFailure(finding)),
    known: sorted.filter(({ baseline }) => baseline.state === 'known'),
  };
}

/** True when the finding breaks a promise; warnings and `info` never gate. */
export function isFailure(finding: Finding): boolean {
  return finding.outcome === 'fail' && finding.severity !== 'info';
}

/** The command that sends the smallest case of a finding again. */
export function replayCommand(finding: Finding): string {
  return `assay replay ${finding.fingerprint}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
