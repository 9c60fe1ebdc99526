import { getOrMake } from '../kernel/get-or-make.ts';
import type { ApiModel } from '../model/api.ts';
import type { Case } from '../model/case.ts';
import { type Exchange, responseOf } from '../model/exchange.ts';
import type { CheckTally, OperationCoverage } from '../model/run-report.ts';
import type { Verdict } from '../model/verdict.ts';

/** One verdict in its place. */
export interface VerdictRecord {
  readonly case: Case;
  readonly operation: string;
  readonly check: string;
  readonly verdict: Verdict;
}

/** Counts verdicts and answers per operation as they come. */
export interface Tally {
  verdict(record: VerdictRecord): void;
  exchange(operation: string, exchange: Exchange): void;
  reach(operation: string): void;
  /** How many verdicts of one outcome a check gave on an operation, declared cases of one requirement apart when asked. */
  outcomes(check: string, operation: string, requirement?: string): Readonly<Record<Verdict['outcome'], number>>;
  coverage(model: ApiModel): OperationCoverage[];
}

type Counts = Record<Verdict['outcome'], number> & { reasons: Set<string> };

const MOST_REASONS = 5;

/** An empty tally. */
export function createTally(): Tally {
  const counts = new Map<string, Map<string, Counts>>();
  const statuses = new Map<string, Map<number, number>>();
  const elapsedMs = new Map<string, number>();
  const reached = new Set<string>();

  const countsAt = (operation: string, key: string): Counts =>
    getOrMake(
      getOrMake(counts, operation, () => new Map()),
      key,
      () => ({ ...EMPTY, reasons: new Set<string>() }),
    );

  return {
    verdict({ case: subject, operation, check, verdict }) {
      count(countsAt(operation, check), verdict);
      const { basis } = subject.expectation;
      if (basis.kind === 'requirement') count(countsAt(operation, declaredKey(check, basis.id)), verdict);
    },
    exchange(operation, exchange) {
      const status = responseOf(exchange)?.status;
      if (status === undefined) return;
      const seen = getOrMake(statuses, operation, () => new Map());
      seen.set(status, (seen.get(status) ?? 0) + 1);
      elapsedMs.set(operation, (elapsedMs.get(operation) ?? 0) + exchange.elapsedMs);
    },
    reach: (operation) => void reached.add(operation),
    outcomes: (check, operation, requirement) =>
      counts.get(operation)?.get(requirement ? declaredKey(check, requirement) : check) ?? EMPTY,
    coverage: (model) =>
      model.operations.map((operation) => {
        const seen = statuses.get(operation.id) ?? new Map<number, number>();
        return {
          operation: operation.id,
          requests: [...seen.values()].reduce((sum, count) => sum + count, 0),
          elapsedMs: Math.round(elapsedMs.get(operation.id) ?? 0),
          statuses: statusRows(
            operation.responses.map(({ status }) => status),
            seen,
          ),
          checks: checkRows(counts.get(operation.id) ?? new Map()),
          reached: reached.has(operation.id),
        };
      }),
  };
}

const EMPTY = { pass: 0, fail: 0, warn: 0, inconclusive: 0, skip: 0 };

function statusRows(declared: readonly string[], seen: ReadonlyMap<number, number>): OperationCoverage['statuses'] {
  const covering = (status: number) => {
    const exact = String(status);
    return (
      declared.find((row) => row === exact) ??
      declared.find((row) => row.toUpperCase() === `${exact[0]}XX`) ??
      declared.find((row) => row === 'default')
    );
  };
  const rows = declared.map((status) => ({
    status,
    declared: true,
    seen: [...seen].reduce((sum, [answer, count]) => sum + (covering(answer) === status ? count : 0), 0),
  }));
  const others = [...seen].filter(([status]) => covering(status) === undefined).sort(([a], [b]) => a - b);
  return [...rows, ...others.map(([status, count]) => ({ status: String(status), declared: false, seen: count }))];
}

function checkRows(counts: ReadonlyMap<string, Counts>): CheckTally[] {
  return [...counts]
    .flatMap(([key, { reasons, ...outcomes }]) =>
      isDeclaredKey(key) ? [] : [{ check: key, ...outcomes, reasons: [...reasons].sort() }],
    )
    .sort((a, b) => (a.check < b.check ? -1 : 1));
}

function count(at: Counts, verdict: Verdict): void {
  at[verdict.outcome]++;
  if ('reason' in verdict && at.reasons.size < MOST_REASONS) at.reasons.add(verdict.reason);
}

/** Verdicts on declared cases are counted a second time under their requirement. */
function declaredKey(check: string, requirement: string): string {
  return `${check}\n${requirement}`;
}

function isDeclaredKey(key: string): boolean {
  return key.includes('\n');
}
