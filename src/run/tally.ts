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
  const counts = new Map<string, Counts>();
  const statuses = new Map<string, Map<number, number>>();
  const reached = new Set<string>();

  const countsAt = (key: string): Counts => {
    const found = counts.get(key) ?? {
      pass: 0,
      fail: 0,
      warn: 0,
      inconclusive: 0,
      skip: 0,
      reasons: new Set<string>(),
    };
    counts.set(key, found);
    return found;
  };

  return {
    verdict({ case: subject, operation, check, verdict }) {
      const basis = subject.expectation.basis;
      const keys = [`${operation}\n${check}`];
      if (basis.kind === 'requirement') keys.push(`${operation}\n${check}\n${basis.id}`);
      for (const key of keys) {
        const at = countsAt(key);
        at[verdict.outcome]++;
        if ('reason' in verdict && at.reasons.size < MOST_REASONS) at.reasons.add(verdict.reason);
      }
    },
    exchange(operation, exchange) {
      const status = responseOf(exchange)?.status;
      if (status === undefined) return;
      const seen = statuses.get(operation) ?? new Map<number, number>();
      seen.set(status, (seen.get(status) ?? 0) + 1);
      statuses.set(operation, seen);
    },
    reach: (operation) => void reached.add(operation),
    outcomes: (check, operation, requirement) =>
      counts.get(requirement ? `${operation}\n${check}\n${requirement}` : `${operation}\n${check}`) ?? EMPTY,
    coverage: (model) =>
      model.operations.map((operation) => {
        const seen = statuses.get(operation.id) ?? new Map<number, number>();
        return {
          operation: operation.id,
          requests: [...seen.values()].reduce((sum, count) => sum + count, 0),
          statuses: statusRows(
            operation.responses.map(({ status }) => status),
            seen,
          ),
          checks: checkRows(operation.id, counts),
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

function checkRows(operation: string, counts: ReadonlyMap<string, Counts>): CheckTally[] {
  return [...counts]
    .flatMap(([key, { reasons, ...outcomes }]) => {
      const [at, check, requirement] = key.split('\n');
      return at === operation && check && requirement === undefined
        ? [{ check, ...outcomes, reasons: [...reasons].sort() }]
        : [];
    })
    .sort((a, b) => (a.check < b.check ? -1 : 1));
}
