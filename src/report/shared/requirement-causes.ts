import type { RequirementResult, RunReport } from '../../model/run-report.ts';

/** What breaks a requirement: findings that count, and deviations that are known. */
export interface RequirementCauses {
  /** Fingerprints of findings that are no known deviations. */
  readonly open: readonly string[];
  /** Ids of known deviations, each once. */
  readonly known: readonly string[];
}

/** Split the findings behind a requirement. */
export function requirementCauses(result: RequirementResult, report: RunReport): RequirementCauses {
  const open: string[] = [];
  const known = new Set<string>();
  for (const fingerprint of result.findings) {
    const finding = report.findings.find((candidate) => candidate.fingerprint === fingerprint);
    if (finding?.baseline.state === 'known') known.add(finding.baseline.deviation.id);
    else open.push(fingerprint);
  }
  return { open, known: [...known] };
}

/** True when a requirement is broken, but only as known deviations say. */
export function isBrokenAsKnown(result: RequirementResult, report: RunReport): boolean {
  return result.state === 'broken' && result.findings.length > 0 && requirementCauses(result, report).open.length === 0;
}
