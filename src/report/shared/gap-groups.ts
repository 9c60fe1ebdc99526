import type { NotTested, RunReport } from '../../model/run-report.ts';

/** Gaps worth a line each, and the cases that the plan left out of otherwise tested operations. */
export interface GapGroups {
  readonly gaps: readonly NotTested[];
  /** Number of cases that the plan left out. */
  readonly leftOutCases: number;
  /** Number of operations they belong to. */
  readonly leftOutOperations: number;
}

/** Separate the entries that repeat what `plan.leftOut` says, which are many and small. */
export function groupGaps({ notTested, plan }: RunReport): GapGroups {
  const gaps = notTested.filter(
    ({ what, reason }) => !plan.leftOut.some((left) => left.reason === reason && what.startsWith(`${left.operation}:`)),
  );
  return {
    gaps,
    leftOutCases: plan.leftOut.reduce((sum, { cases }) => sum + cases, 0),
    leftOutOperations: new Set(plan.leftOut.map(({ operation }) => operation)).size,
  };
}
