import { matchesGlob } from '../kernel/glob.ts';
import type { ApiModel } from '../model/api.ts';
import type { Finding } from '../model/finding.ts';
import type { Requirement, RequirementEvidence } from '../model/requirement.ts';
import type { RequirementResult } from '../model/run-report.ts';
import type { Tally } from './tally.ts';

/** How every requirement stands after a run: broken by a finding, kept by passing verdicts, or neither, with the reason. */
export function judgeRequirements(model: ApiModel, tally: Tally, findings: readonly Finding[]): RequirementResult[] {
  return model.requirements.map((requirement) => {
    const breaking = findings.filter((finding) =>
      requirement.evidence.some((evidence) => breaks(finding, evidence, requirement)),
    );
    const sums = requirement.evidence.map((evidence) => sumEvidence(requirement, evidence, model, tally));
    const passes = sums.reduce((sum, { pass }) => sum + pass, 0);
    const doubts = sums.reduce((sum, { inconclusive }) => sum + inconclusive, 0);
    const base = { requirement, evidence: passes, findings: breaking.map(({ fingerprint }) => fingerprint) };
    if (breaking.length > 0) return { ...base, state: 'broken' as const };
    if (passes > 0) return { ...base, state: 'kept' as const };
    if (doubts > 0) return { ...base, state: 'inconclusive' as const, reason: 'every verdict on it was inconclusive' };
    return {
      ...base,
      state: 'not-tested' as const,
      reason: requirement.untestable ?? 'no check that could prove it applied in this run',
    };
  });
}

/** A requirement is broken by a cause, and also by what was folded under a cause. */
function breaks(finding: Finding, evidence: RequirementEvidence, requirement: Requirement): boolean {
  if (!covers(evidence, finding.operation)) return false;
  const { basis } = finding;
  const cause = {
    check: finding.check,
    signature: finding.signature,
    clause: basis.kind === 'document' ? basis.pointer : undefined,
  };
  // A consequence keeps no basis; its signature is the violated pointer where a schema was violated.
  const consequences = finding.consequences.map(({ check, signature }) => ({ check, signature, clause: signature }));
  return [cause, ...consequences].some(({ check, signature, clause }) => {
    if (check !== evidence.check) return false;
    if (evidence.declared) return signature === `requirement ${requirement.id}`;
    return evidence.clause === undefined || (clause !== undefined && matchesGlob(clause, evidence.clause));
  });
}

function sumEvidence(
  requirement: Requirement,
  evidence: RequirementEvidence,
  model: ApiModel,
  tally: Tally,
): { pass: number; inconclusive: number } {
  const sum = { pass: 0, inconclusive: 0 };
  for (const { id } of model.operations) {
    if (!covers(evidence, id)) continue;
    const outcomes = tally.outcomes(evidence.check, id, evidence.declared ? requirement.id : undefined);
    sum.pass += outcomes.pass;
    sum.inconclusive += outcomes.inconclusive;
  }
  return sum;
}

function covers(evidence: RequirementEvidence, operation: string): boolean {
  return !evidence.operations || evidence.operations.some((glob) => matchesGlob(operation, glob));
}
