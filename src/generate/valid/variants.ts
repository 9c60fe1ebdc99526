import { isJsonObject, type Json } from '../../kernel/json.ts';
import { pointerOf } from '../../kernel/json-pointer.ts';
import { itemBoundaries } from '../boundary/items.ts';
import { numberBoundaries } from '../boundary/number.ts';
import { textBoundaries } from '../boundary/text.ts';
import { show, type ValidDraft } from '../shared/draft.ts';
import { allows, mainType, type View } from '../shared/view.ts';
import { FULL_DEPTH, type Workshop } from '../shared/workshop.ts';
import { extraMembers, patternMembers } from './extra.ts';
import { arrayOf, forRequest, plainObject, plainValue, withMember, writableProperties } from './plain.ts';

/** Valid values that differ from the plain one in one thing each; to be checked. */
export function* variants(workshop: Workshop, view: View, depth = 0): Iterable<ValidDraft> {
  if (view.never || depth > FULL_DEPTH) return;
  for (const { how, value, clause } of view.given)
    yield { value: forRequest(workshop, view, value), at: '', shows: `the ${how} ${show(value)}`, clause };
  if (view.members) {
    const { value: members, keyword, clause } = view.members;
    for (const value of members) yield { value, at: '', shows: `${keyword} value ${show(value)}`, clause };
    return;
  }
  if (view.choices.length > 0) {
    yield* branchVariants(workshop, view, depth);
    return;
  }
  yield* ownVariants(workshop, view, depth);
}

function* branchVariants(workshop: Workshop, view: View, depth: number): Iterable<ValidDraft> {
  const choice = view.choices[0];
  const branches = workshop.branches(view);
  for (const [index, branch] of branches.entries()) {
    const value = plainValue(workshop, branch, depth + 1);
    if (value !== undefined && choice)
      yield { value, at: '', shows: `alternative ${index + 1} of ${choice.keyword}`, clause: choice.clause };
  }
  for (const branch of branches) yield* variants(workshop, branch, depth + 1);
}

/** What the main type offers, and null where it is allowed. */
export function* ownVariants(workshop: Workshop, view: View, depth: number): Iterable<ValidDraft> {
  const type = mainType(view);
  const clause = view.types?.clause ?? view.clause;
  if (type === 'string') yield* textBoundaries(view);
  if (type === 'integer' || type === 'number') yield* numberBoundaries(view);
  if (type === 'boolean') for (const value of [true, false]) yield { value, at: '', shows: `${value}`, clause };
  if (type === 'object') yield* objectVariants(workshop, view, depth);
  if (type === 'array') yield* arrayVariants(workshop, view, depth);
  if (view.types && allows(view, 'null')) yield { value: null, at: '', shows: 'null', clause };
}

function* objectVariants(workshop: Workshop, view: View, depth: number): Iterable<ValidDraft> {
  const base = plainValue(workshop, view, depth) ?? plainObject(workshop, view, depth);
  if (!isJsonObject(base)) return;
  const properties = writableProperties(workshop, view);
  yield* presence(workshop, view, base, properties, depth);
  for (const [name, child] of properties)
    for (const draft of variants(workshop, child, depth + 1))
      yield {
        value: withMember(workshop, view, base, name, draft.value),
        at: pointerOf([name]) + draft.at,
        shows: `${name}: ${draft.shows}`,
        clause: draft.clause,
      };
  yield* extraMember(workshop, view, base, depth);
}

/** Only the required members; all members; the required ones with each optional one. */
function* presence(
  workshop: Workshop,
  view: View,
  base: { readonly [name: string]: Json },
  properties: readonly (readonly [string, View])[],
  depth: number,
): Iterable<ValidDraft> {
  const needed = Object.fromEntries(Object.entries(base).filter(([name]) => view.required.has(name)));
  const clause = view.clause;
  const all: { [name: string]: Json } = { ...needed };
  const optional: [string, Json][] = [];
  for (const [name, child] of properties) {
    if (view.required.has(name)) continue;
    const value = base[name] ?? plainValue(workshop, child, depth + 1);
    if (value === undefined) continue;
    all[name] = value;
    optional.push([name, value]);
  }
  if (optional.length === 0) return;
  yield { value: needed, at: '', shows: 'only the required members', clause };
  yield { value: all, at: '', shows: 'all members', clause };
  for (const [name, value] of optional)
    yield {
      value: withMember(workshop, view, needed, name, value),
      at: pointerOf([name]),
      shows: `with optional ${name}`,
      clause,
    };
}

function* extraMember(
  workshop: Workshop,
  view: View,
  base: { readonly [name: string]: Json },
  depth: number,
): Iterable<ValidDraft> {
  for (const [name, child] of patternMembers(workshop, view)) {
    const value = plainValue(workshop, child, depth + 1);
    if (value === undefined) continue;
    const shows = `the member ${name}, named by a pattern`;
    yield { value: { ...base, [name]: value }, at: pointerOf([name]), shows, clause: child.clause };
  }
  if (!view.extras || view.extras.value === 'closed') return;
  const make = (child: View) => plainValue(workshop, child, depth + 1);
  for (const [name, value] of extraMembers(workshop, view, 1, new Set(Object.keys(base)), make))
    yield {
      value: { ...base, [name]: value },
      at: pointerOf([name]),
      shows: 'an additional member',
      clause: view.extras.clause,
    };
}

function* arrayVariants(workshop: Workshop, view: View, depth: number): Iterable<ValidDraft> {
  yield* itemBoundaries(workshop, view, depth);
  const child = view.items && workshop.view(view.items);
  const [first, ...rest] = arrayOf(workshop, view, Math.max(1, view.minItems?.value ?? 1), depth) ?? [];
  if (!child || first === undefined || view.prefixItems.length > 0) return;
  for (const draft of variants(workshop, child, depth + 1))
    yield {
      value: [draft.value, ...rest],
      at: `/0${draft.at}`,
      shows: `item: ${draft.shows}`,
      clause: draft.clause,
    };
}
