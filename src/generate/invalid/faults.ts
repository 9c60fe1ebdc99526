import { isJsonObject, type Json } from '../../kernel/json.ts';
import { pointerOf } from '../../kernel/json-pointer.ts';
import type { FaultDraft } from '../shared/draft.ts';
import type { Mutation, MutationInput } from '../shared/mutation.ts';
import type { View } from '../shared/view.ts';
import { FULL_DEPTH, type Workshop } from '../shared/workshop.ts';
import { patternMembers } from '../valid/extra.ts';
import { plainValue, writableProperties } from '../valid/plain.ts';
import { bounds } from './bounds.ts';
import { contains } from './contains.ts';
import { dependentMember } from './dependent-member.ts';
import { forbidden } from './forbidden.ts';
import { formatMiss } from './format-miss.ts';
import { itemCount } from './item-count.ts';
import { length } from './length.ts';
import { memberCount } from './member-count.ts';
import { memberName } from './member-name.ts';
import { missingMember } from './missing-member.ts';
import { multipleOf } from './multiple-of.ts';
import { nonMember } from './non-member.ts';
import { patternMiss } from './pattern-miss.ts';
import { repeatedItem } from './repeated-item.ts';
import { unexpectedMember } from './unexpected-member.ts';
import { wrongType } from './wrong-type.ts';

/** Every mutation, in the order of the list within one rank. */
export const MUTATIONS: readonly Mutation[] = [
  missingMember,
  dependentMember,
  nonMember,
  formatMiss,
  bounds,
  length,
  patternMiss,
  multipleOf,
  unexpectedMember,
  itemCount,
  repeatedItem,
  contains,
  memberCount,
  memberName,
  forbidden,
  wrongType,
];

/** Faulty values of a view and of everything below it, around a valid value; to be checked. */
export function* faults(input: MutationInput): Iterable<FaultDraft> {
  const { workshop, view, base, depth } = input;
  if (view.never || depth > FULL_DEPTH) return;
  if (view.choices.length > 0) {
    yield* branchFaults(input);
    return;
  }
  for (const mutate of MUTATIONS) yield* mutate(input);
  if (view.members) return;
  if (isJsonObject(base)) {
    for (const [name, child] of [...writableProperties(workshop, view), ...patternMembers(workshop, view)]) {
      const present = base[name];
      yield* nested(input, child, present, name, (value) => ({ ...base, [name]: value }));
    }
  }
  if (Array.isArray(base)) {
    const items: readonly Json[] = base;
    const handles = view.prefixItems[0] ? [view.prefixItems[0]] : view.items;
    if (handles) yield* nested(input, workshop.view(handles), items[0], '0', (value) => [value, ...items.slice(1)]);
  }
}

function* nested(
  input: MutationInput,
  view: View,
  present: Json | undefined,
  token: string,
  within: (value: Json) => Json,
): Iterable<FaultDraft> {
  const base = present ?? plainValue(input.workshop, view, input.depth + 1);
  if (base === undefined) return;
  for (const draft of faults({ ...input, view, base, depth: input.depth + 1 }))
    yield { ...draft, value: within(draft.value), at: pointerOf([token]) + draft.at };
}

/** Faults of each alternative; the caller drops those that another alternative allows. */
function* branchFaults(input: MutationInput): Iterable<FaultDraft> {
  const { workshop, view, base, depth } = input;
  const branches = workshop.branches(view);
  const home = branches.findIndex((branch) => workshop.accepts(branch, base));
  for (const [index, branch] of branches.entries()) {
    const start = index === home ? base : plainValue(workshop, branch, depth + 1);
    if (start === undefined) continue;
    for (const draft of faults({ ...input, view: branch, base: start, depth: depth + 1 }))
      yield index === home || home < 0 ? draft : { ...draft, rank: draft.rank + 1 };
  }
  yield* severalAtOnce(workshop, view, depth);
}

/** For `oneOf`: a value that more than one alternative accepts. */
function* severalAtOnce(workshop: Workshop, view: View, depth: number): Iterable<FaultDraft> {
  const choice = view.choices[0];
  if (choice?.keyword !== 'oneOf') return;
  const merged: { [name: string]: Json } = {};
  for (const branch of workshop.branches(view)) {
    const value = plainValue(workshop, branch, depth + 1);
    if (isJsonObject(value)) Object.assign(merged, value);
  }
  const says = 'the members of several alternatives at once';
  yield { value: merged, at: '', keyword: 'oneOf', says, clause: choice.clause, rank: 3 };
}
