import type { Finding } from '../model/finding.ts';
import { SEVERITIES, type Severity } from '../model/verdict.ts';

/** Order from worst to least: negative when `a` is worse than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

/** True when `severity` is as bad as `threshold` or worse. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return compareSeverity(severity, threshold) <= 0;
}

/** The worst of some severities; `info` of none. */
export function worstSeverity(severities: readonly Severity[]): Severity {
  return [...severities].sort(compareSeverity)[0] ?? 'info';
}

/** True when a finding closes the gate: a fail, not known to the baseline, at the gate's severity or above; `info` never does. */
export function closesGate(finding: Pick<Finding, 'outcome' | 'severity' | 'baseline'>, gate: Severity): boolean {
  return (
    finding.outcome === 'fail' &&
    finding.baseline.state !== 'known' &&
    finding.severity !== 'info' &&
    atLeast(finding.severity, gate)
  );
}
