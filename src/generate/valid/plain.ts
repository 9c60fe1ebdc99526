import { isJsonObject, type Json } from '../../kernel/json.ts';
import { allows, mainType, type View } from '../shared/view.ts';
import { DEEPEST, FULL_DEPTH, type Workshop } from '../shared/workshop.ts';
import { extraMembers, extraView } from './extra.ts';
import { plainNumber } from './number.ts';
import { plainTexts } from './text.ts';

/** One plain value that the view accepts: what the document gives first, else made; undefined when none can be made. */
export function plainValue(workshop: Workshop, view: View, depth = 0): Json | undefined {
  if (view.never || depth > DEEPEST) return undefined;
  for (const candidate of candidates(workshop, view, depth)) if (workshop.accepts(view, candidate)) return candidate;
  return undefined;
}

/** Members of an object as the view gives them; readOnly members and those that nothing can satisfy are left out. */
export function writableProperties(workshop: Workshop, view: View): readonly (readonly [string, View])[] {
  return [...view.properties]
    .map(([name, handles]) => [name, fixedView(view, name, workshop.view(handles))] as const)
    .filter(([, child]) => !child.readOnly && !child.never);
}

function fixedView(parent: View, name: string, child: View): View {
  const value = parent.fixed.get(name);
  if (value === undefined) return child;
  return { ...child, given: [], members: { value: [value], keyword: 'const', clause: child.clause } };
}

function* candidates(workshop: Workshop, view: View, depth: number): Iterable<Json> {
  for (const given of view.given) yield forRequest(workshop, view, given.value);
  yield* view.members?.value ?? [];
  if (view.members) return;
  for (const branch of workshop.branches(view)) {
    const value = plainValue(workshop, branch, depth + 1);
    if (value !== undefined) yield value;
  }
  if (view.choices.length > 0) return;
  yield* made(workshop, view, depth);
}

/** A given value without the readOnly members that a request must not carry. */
export function forRequest(workshop: Workshop, view: View, value: Json): Json {
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => {
    const handles = view.properties.get(name);
    return !handles || !workshop.view(handles).readOnly;
  });
  return Object.fromEntries(
    kept.map(([name, member]) => {
      const handles = view.properties.get(name);
      return [name, handles ? forRequest(workshop, workshop.view(handles), member) : member];
    }),
  );
}

function* made(workshop: Workshop, view: View, depth: number): Iterable<Json> {
  const type = mainType(view);
  if (type === 'string') yield* plainTexts(view);
  else if (type === 'integer' || type === 'number') yield plainNumber(view);
  else if (type === 'boolean') yield* [true, false];
  else if (type === 'object') {
    const value = plainObject(workshop, view, depth);
    if (value) yield* withOtherMembers(workshop, view, value);
  } else if (type === 'array') yield* plainArrays(workshop, view, depth);
  if (allows(view, 'null')) yield null;
}

/** Most values tried in the place of one member. */
const MOST_OTHERS = 8;

/** The object, then, for conditions that it does not meet, the object with other members of its enumerations. */
function* withOtherMembers(
  workshop: Workshop,
  view: View,
  made: { readonly [name: string]: Json },
): Iterable<{ readonly [name: string]: Json }> {
  yield made;
  for (const [name, child] of writableProperties(workshop, view)) {
    if (!Object.hasOwn(made, name)) continue;
    const members = child.members?.value ?? (mainType(child) === 'boolean' ? [true, false] : []);
    for (const value of members.slice(0, MOST_OTHERS)) if (value !== made[name]) yield { ...made, [name]: value };
  }
}

/** The required members, and the one that tells alternatives apart; the first optional one too when nothing is required, for an empty object says little. */
export function plainObject(workshop: Workshop, view: View, depth: number): { [name: string]: Json } | undefined {
  const made: { [name: string]: Json } = {};
  const properties = new Map(writableProperties(workshop, view));
  const told = [...view.fixed.keys()].filter((name) => properties.has(name));
  for (const name of new Set([...view.required.keys(), ...told])) {
    const handles = view.properties.get(name);
    const child = properties.get(name) ?? (handles ? undefined : extraView(workshop, view));
    const value = child && plainValue(workshop, child, depth + 1);
    if (value !== undefined) made[name] = value;
    else if (!handles && !child) made[name] = 'text';
  }
  const least = Math.max(view.minProperties?.value ?? 0, depth < FULL_DEPTH ? 1 : 0);
  for (const [name, child] of properties) {
    if (Object.keys(made).length >= least) break;
    const value = Object.hasOwn(made, name) ? undefined : plainValue(workshop, child, depth + 1);
    if (value !== undefined) made[name] = value;
  }
  addNeeded(workshop, view, made, depth);
  const missing = (view.minProperties?.value ?? 0) - Object.keys(made).length;
  const present = new Set(Object.keys(made));
  const make = (child: View) => plainValue(workshop, child, depth + 1);
  for (const [name, value] of extraMembers(workshop, view, Math.min(missing, 32), present, make)) made[name] = value;
  return made;
}

/** Members that must be there because others are. */
function addNeeded(workshop: Workshop, view: View, made: { [name: string]: Json }, depth: number): void {
  const properties = new Map(writableProperties(workshop, view));
  const waiting = Object.keys(made);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const needs = view.dependentRequired.filter((entry) => entry.name === name).flatMap((entry) => entry.needs);
    for (const needed of needs) {
      if (Object.hasOwn(made, needed)) continue;
      const child = properties.get(needed) ?? extraView(workshop, view);
      made[needed] = (child && plainValue(workshop, child, depth + 1)) ?? 'text';
      waiting.push(needed);
    }
  }
}

/** The object with a member more, and with those that it calls for. */
export function withMember(
  workshop: Workshop,
  view: View,
  base: { readonly [name: string]: Json },
  name: string,
  value: Json,
): { readonly [name: string]: Json } {
  const made = { ...base, [name]: value };
  if (view.dependentRequired.length > 0) addNeeded(workshop, view, made, 0);
  return made;
}

function* plainArrays(workshop: Workshop, view: View, depth: number): Iterable<Json> {
  const least = view.minItems?.value ?? 0;
  const wished = Math.max(
    least,
    view.prefixItems.length,
    view.contains?.least ?? 0,
    Math.min(1, view.maxItems?.value ?? 1),
  );
  const items = arrayOf(workshop, view, wished, depth);
  if (items) yield items;
  if (least === 0) yield [];
}

/** An array of so many items, distinct when they must be; undefined when they cannot be made. */
export function arrayOf(workshop: Workshop, view: View, length: number, depth: number): Json[] | undefined {
  const items: Json[] = [];
  const child = view.items && workshop.view(view.items);
  for (let index = 0; index < length; index++) {
    const prefix = view.prefixItems[index];
    const place = prefix
      ? workshop.view([prefix])
      : containedAt(workshop, view, index - view.prefixItems.length, child);
    const plain = place ? plainValue(workshop, place, depth + 1) : `item ${index + 1}`;
    const value = view.uniqueItems && place && plain !== undefined ? distinct(workshop, place, plain, items) : plain;
    if (value === undefined) return undefined;
    items.push(value);
  }
  return items;
}

/** The first items satisfy `contains`, as many as must. */
function containedAt(workshop: Workshop, view: View, index: number, child: View | undefined): View | undefined {
  const { contains } = view;
  return contains && index < contains.least ? workshop.view([...(view.items ?? []), contains.handle]) : child;
}

/** The plain value, or one like it that is not among the items yet. */
function distinct(workshop: Workshop, view: View, plain: Json, items: readonly Json[]): Json | undefined {
  const used = new Set(items.map((item) => JSON.stringify(item)));
  for (const value of relatives(view, plain, items.length))
    if (!used.has(JSON.stringify(value)) && workshop.accepts(view, value)) return value;
  return undefined;
}

function* relatives(view: View, plain: Json, index: number): Iterable<Json> {
  yield plain;
  yield* view.members?.value ?? [];
  if (typeof plain === 'number') yield plain + index * (view.multipleOf?.value ?? 1);
  if (typeof plain === 'string') {
    yield* plainTexts(view);
    yield `${plain}${index}`;
    yield `${plain.slice(0, -2)}${String(index).padStart(2, '0')}`;
  }
  if (isJsonObject(plain)) {
    for (const [name, member] of Object.entries(plain)) {
      if (typeof member === 'string') yield { ...plain, [name]: `${member}${index}` };
      if (typeof member === 'number') yield { ...plain, [name]: member + index };
    }
  }
}
