import { shortDigest } from '../kernel/digest.ts';
import type { Finding } from '../model/finding.ts';
import type { AccusationRecord } from './accusation.ts';
import { causeOf } from './fold.ts';
import { type Group, groupRecords } from './group.ts';
import { rankOf } from './precedence.ts';
import { compareSeverity } from './severity.ts';

/** The stable name of a root cause: 12 hex digits over check, operation and signature. */
export function fingerprintOf(check: string, operation: string, signature: string): string {
  return shortDigest(JSON.stringify([check, operation, signature]));
}

/**
 * One finding per root cause and operation, worst first, with what follows from it folded under it. The order of the records does
 * not matter, and a record given twice counts once. Findings start unconfirmed and new.
 */
export function condense(records: readonly AccusationRecord[]): readonly Finding[] {
  const groups = groupRecords(records);
  const roots = new Map<Group, Group[]>(groups.filter((group) => !causeOf(group, groups)).map((group) => [group, []]));
  for (const group of groups) {
    const root = rootOf(group, groups);
    if (root !== group) roots.get(root)?.push(group);
  }
  return [...roots].map(([root, folded]) => findingOf(root, folded)).sort(compareFindings);
}

/** Follow causes to the root; every step goes to a strictly stronger group, so that it ends. */
function rootOf(group: Group, groups: readonly Group[]): Group {
  const cause = causeOf(group, groups);
  return cause ? rootOf(cause, groups) : group;
}

function findingOf(group: Group, folded: readonly Group[]): Finding {
  const { accusation, case: example, trace } = group.example;
  return {
    fingerprint: fingerprintOf(group.check, group.operation, group.signature),
    check: group.check,
    operation: group.operation,
    signature: group.signature,
    outcome: group.outcome,
    severity: group.severity,
    message: accusation.message,
    basis: accusation.basis,
    evidence: accusation.evidence,
    example: { case: example, trace },
    occurrences: group.exchanges.size,
    consequences: folded.map(({ check, signature, example: { accusation } }) => ({
      check,
      signature,
      message: accusation.message,
    })),
    confirmation: { state: 'unconfirmed', reason: 'not replayed' },
    baseline: { state: 'new' },
  };
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    Number(a.outcome === 'warn') - Number(b.outcome === 'warn') ||
    compareSeverity(a.severity, b.severity) ||
    rankOf(a.check) - rankOf(b.check) ||
    (a.operation < b.operation ? -1 : a.operation > b.operation ? 1 : 0) ||
    (a.fingerprint < b.fingerprint ? -1 : 1)
  );
}
