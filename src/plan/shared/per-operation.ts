import type { Case } from '../../model/case.ts';
import type { PlanSummary } from '../../model/plan.ts';

/** The requests of these operations, whole and per strategy, in the operations' order. */
export function countPerOperation(operations: readonly string[], cases: readonly Case[]): PlanSummary['perOperation'] {
  const counts = new Map(
    operations.map((operation) => [operation, { requests: 0, perStrategy: {} as Record<string, number> }]),
  );
  for (const { operation, origin, steps } of cases) {
    const count = counts.get(operation);
    if (!count) continue;
    count.requests += steps.length;
    count.perStrategy[origin.strategy] = (count.perStrategy[origin.strategy] ?? 0) + steps.length;
  }
  return [...counts].map(([operation, count]) => ({ operation, ...count }));
}
