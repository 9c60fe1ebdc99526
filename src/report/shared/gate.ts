import type { RunReport } from '../../model/run-report.ts';
import { SEVERITIES, type Severity } from '../../model/verdict.ts';

/** The severity from which a new finding on an operation stops a release: as the run was asked for, else `low`. */
export function gateAt({ invocations }: RunReport, operation: string): Severity {
  const asked = invocations.find(({ operations }) => operations.includes(operation))?.flags.gate;
  return SEVERITIES.find((severity) => severity === asked) ?? 'low';
}

/** True when a severity is the bound or worse. */
export function isAtLeast(severity: Severity, bound: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(bound);
}
