import type { Case } from '../../model/case.ts';
import type { Operation } from '../../model/operation.ts';
import type { LeftOut } from '../../model/plan.ts';
import type { ListedSource } from './case-source.ts';

/** Cases of one operation and strategy, with what was left out. */
export function listed(
  operation: Operation,
  strategy: string,
  cases: readonly Case[],
  leftOut: readonly LeftOut[] = [],
): ListedSource[] {
  if (cases.length === 0 && leftOut.length === 0) return [];
  return [{ kind: 'listed', operation: operation.id, strategy, cases, leftOut }];
}

/** Priority of what is the first to go under a short budget: further ways to ask what is asked already. */
const FURTHER = 4.5;

/** Cases of one operation and strategy of which some add little to the others. */
export function listedInTwo(
  operation: Operation,
  strategy: string,
  { first, further }: { readonly first: readonly Case[]; readonly further: readonly Case[] },
  leftOut: readonly LeftOut[] = [],
): ListedSource[] {
  const rest = listed(operation, strategy, further).map((source) => ({ ...source, priority: FURTHER }));
  return [...listed(operation, strategy, first, leftOut), ...rest];
}

/** A list cut at so many entries, and the words for what was cut. */
export function capped<T>(
  list: readonly T[],
  most: number,
  operation: Operation,
  strategy: string,
  what: string,
): { readonly kept: readonly T[]; readonly leftOut: readonly LeftOut[] } {
  const cases = list.length - most;
  if (cases <= 0) return { kept: list, leftOut: [] };
  const reason = `only the ${most} most telling of ${list.length} ${what} are sent`;
  return { kept: list.slice(0, most), leftOut: [{ operation: operation.id, strategy, cases, reason }] };
}

/** Nothing can be sent, and why. */
export function nothing(operation: Operation, strategy: string, reason: string): ListedSource[] {
  return listed(operation, strategy, [], [{ operation: operation.id, strategy, cases: 0, reason }]);
}
