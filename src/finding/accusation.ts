import type { Case } from '../model/case.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Accusation, Severity } from '../model/verdict.ts';

/** One accusation with all that is needed to make a finding of it. */
export interface AccusationRecord {
  readonly check: string;
  /** The check's own severity, used when the accusation has none. */
  readonly severity: Severity;
  readonly outcome: 'fail' | 'warn';
  /** Operation of the accused step. */
  readonly operation: string;
  readonly accusation: Accusation;
  readonly case: Case;
  /** The exchanges of the case up to the accused one, which is last. */
  readonly trace: readonly Exchange[];
}

/** Sequence number of the accused exchange; -1 when the trace is empty. */
export function accusedIndex(record: AccusationRecord): number {
  return record.trace.at(-1)?.index ?? -1;
}

/** The severity that counts. */
export function severityOf(record: AccusationRecord): Severity {
  return record.accusation.severity ?? record.severity;
}

/** Order of examples: a fail before a warning, then fewest exchanges, shortest request, earliest, and last by text so that it is total. */
export function compareExamples(a: AccusationRecord, b: AccusationRecord): number {
  const bySize =
    Number(a.outcome === 'warn') - Number(b.outcome === 'warn') ||
    a.trace.length - b.trace.length ||
    requestSize(a) - requestSize(b) ||
    accusedIndex(a) - accusedIndex(b);
  if (bySize !== 0) return bySize;
  const [left, right] = [textOf(a), textOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function requestSize(record: AccusationRecord): number {
  const request = record.trace.at(-1)?.request;
  return (request?.url.length ?? 0) + (request?.body?.length ?? 0);
}

function textOf({ case: { id }, accusation }: AccusationRecord): string {
  return JSON.stringify([id, accusation.message, accusation.evidence, accusation.basis, accusation.severity]);
}
