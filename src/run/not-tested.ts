import type { ApiModel } from '../model/api.ts';
import type { Case } from '../model/case.ts';
import type { PlanSummary } from '../model/plan.ts';
import type { NotTested, OperationCoverage, RequirementResult } from '../model/run-report.ts';
import type { StopReason } from './storm.ts';

/** What a run knows when it is over. */
export interface EndOfRun {
  readonly model: ApiModel;
  readonly plan: PlanSummary;
  readonly coverage: readonly OperationCoverage[];
  readonly requirements: readonly RequirementResult[];
  readonly cases: readonly Case[];
  readonly unsendable: ReadonlyMap<string, string>;
  readonly stopped?: StopReason;
}

/** Everything promised that this run says nothing about, with the reason; never empty words. */
export function listNotTested(end: EndOfRun): NotTested[] {
  return [
    ...(end.stopped ? [{ what: 'the rest of the plan', reason: `the run was stopped: ${end.stopped.message}` }] : []),
    ...end.model.unsupported.map(({ what, reason }) => ({ what, reason })),
    ...end.model.documentFindings.flatMap(({ disables, message }) =>
      disables.map((operation) => ({ what: operation, reason: `its description is defective: ${message}` })),
    ),
    ...end.plan.leftOut.map(({ operation, strategy, cases, reason }) => ({
      what: `${operation}: ${cases} ${strategy} ${cases === 1 ? 'case' : 'cases'}`,
      reason,
    })),
    ...unreached(end.coverage),
    ...unsent(end),
    ...unjudged(end.coverage),
  ];
}

function unreached(coverage: readonly OperationCoverage[]): NotTested[] {
  return coverage
    .filter(({ reached }) => !reached)
    .map(({ operation, requests }) => ({
      what: `${operation}: accepted requests`,
      reason:
        requests === 0
          ? 'no request was answered'
          : `none of ${requests} requests was accepted, so its success answers were never seen`,
    }));
}

function unsent({ cases, unsendable }: EndOfRun): NotTested[] {
  const grouped = new Map<string, { operation: string; reason: string; count: number }>();
  for (const subject of cases) {
    const reason = unsendable.get(subject.id);
    if (reason === undefined) continue;
    const key = `${subject.operation}\n${reason}`;
    const group = grouped.get(key) ?? { operation: subject.operation, reason, count: 0 };
    group.count++;
    grouped.set(key, group);
  }
  return [...grouped.values()].map(({ operation, reason, count }) => ({
    what: `${operation}: ${count} planned ${count === 1 ? 'case' : 'cases'}`,
    reason,
  }));
}

/** Checks that met an operation but could only ever skip it: a skip must not look like a pass. */
function unjudged(coverage: readonly OperationCoverage[]): NotTested[] {
  return coverage.flatMap(({ operation, checks }) =>
    checks
      .filter(({ pass, fail, warn, inconclusive, skip }) => skip > 0 && pass + fail + warn + inconclusive === 0)
      .map(({ check, reasons }) => ({ what: `${operation}: ${check}`, reason: reasons.join('; ') })),
  );
}
