import type { LeftOut } from '../../model/plan.ts';
import type { Candidate } from './candidate.ts';

/** The candidates that fit into so many requests: the least important give first, always the longest list of an operation and strategy, from its end. */
export function withinBudget(
  candidates: readonly Candidate[],
  room: number,
): { readonly kept: readonly Candidate[]; readonly leftOut: readonly LeftOut[] } {
  let excess = candidates.reduce((sum, candidate) => sum + costOf(candidate), 0) - room;
  const dropped = new Set<Candidate>();
  for (const priority of prioritiesOf(candidates)) {
    if (excess <= 0) break;
    for (const candidate of longestFirst(listsOf(candidates.filter((one) => one.priority === priority)))) {
      if (excess <= 0) break;
      dropped.add(candidate);
      excess -= costOf(candidate);
    }
  }
  return { kept: candidates.filter((candidate) => !dropped.has(candidate)), leftOut: tell(dropped) };
}

/** Takes from the end of the longest list, again and again; of lists of one length from the first. */
function* longestFirst(lists: readonly (readonly Candidate[])[]): Iterable<Candidate> {
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
  for (let length = longest; length > 0; length--)
    for (const list of lists) {
      const last = list[length - 1];
      if (last) yield last;
    }
}

function costOf({ subject }: Candidate): number {
  return subject.steps.length;
}

/** Least important first. */
function prioritiesOf(candidates: readonly Candidate[]): readonly number[] {
  return [...new Set(candidates.map(({ priority }) => priority))].sort((a, b) => b - a);
}

function listsOf(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const lists = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = `${candidate.strategy.id}\n${candidate.operation.id}`;
    const list = lists.get(key) ?? [];
    list.push(candidate);
    lists.set(key, list);
  }
  return [...lists.values()];
}

function tell(dropped: ReadonlySet<Candidate>): readonly LeftOut[] {
  const counts = new Map<string, LeftOut>();
  for (const { operation, strategy } of dropped) {
    const key = `${operation.id}\n${strategy.id}`;
    const cases = (counts.get(key)?.cases ?? 0) + 1;
    counts.set(key, { operation: operation.id, strategy: strategy.id, cases, reason: 'the budget is spent' });
  }
  return [...counts.values()];
}
