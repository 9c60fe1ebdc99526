import type { Severity } from '../model/verdict.ts';
import { type AccusationRecord, accusedIndex, compareExamples, severityOf } from './accusation.ts';
import { worstSeverity } from './severity.ts';

/** All accusations of one check on one operation by one signature. */
export interface Group {
  readonly check: string;
  readonly operation: string;
  readonly signature: string;
  readonly outcome: 'fail' | 'warn';
  /** The worst among the accusations that have the group's outcome. */
  readonly severity: Severity;
  readonly example: AccusationRecord;
  /** Sequence numbers of the exchanges that show it. */
  readonly exchanges: ReadonlySet<number>;
}

/** One group per check, operation and signature, in order of that key. */
export function groupRecords(records: readonly AccusationRecord[]): readonly Group[] {
  const byKey = new Map<string, AccusationRecord[]>();
  for (const record of records) {
    const key = JSON.stringify([record.check, record.operation, record.accusation.signature]);
    const members = byKey.get(key);
    if (members) members.push(record);
    else byKey.set(key, [record]);
  }
  return [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members]) => {
      const [example] = members.toSorted(compareExamples);
      return example ? [groupOf(example, members)] : [];
    });
}

function groupOf(example: AccusationRecord, members: readonly AccusationRecord[]): Group {
  const counting = members.filter((member) => member.outcome === example.outcome);
  return {
    check: example.check,
    operation: example.operation,
    signature: example.accusation.signature,
    outcome: example.outcome,
    severity: worstSeverity(counting.map(severityOf)),
    example,
    exchanges: new Set(members.map(accusedIndex)),
  };
}
