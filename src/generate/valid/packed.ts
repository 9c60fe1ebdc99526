import { interleave } from '../../kernel/interleave.ts';
import { isJsonObject, type Json } from '../../kernel/json.ts';
import { pointerOf } from '../../kernel/json-pointer.ts';
import type { SpecRef } from '../../model/spec-ref.ts';
import { mainType, type View } from '../shared/view.ts';
import { FULL_DEPTH, type Workshop } from '../shared/workshop.ts';
import { plainValue, writableProperties } from './plain.ts';
import { variants } from './variants.ts';

/** One value that shows several things at once. */
export interface PackedDraft {
  readonly value: Json;
  readonly shows: readonly string[];
  readonly clause: SpecRef;
}

/** What shapes the rows. */
export interface Packing {
  /** Most rows. */
  readonly limit: number;
  /** JSON pointers of members that stay as the plain value has them. */
  readonly keep: ReadonlySet<string>;
}

/** At most `limit` values that together show what the variants show one by one: each member of an object varies on its own. */
export function packedRows(
  workshop: Workshop,
  view: View,
  packing: Packing,
  depth = 0,
  at = '',
): readonly PackedDraft[] {
  const { limit, keep } = packing;
  if (view.never || depth > FULL_DEPTH || keep.has(at) || isUnconstrainedText(view)) return [];
  if (view.members) return leafRows(workshop, view, limit, depth);
  if (view.choices.length > 0) {
    const perBranch = workshop.branches(view).map((branch) => packedRows(workshop, branch, packing, depth + 1, at));
    return interleave(perBranch).slice(0, limit);
  }
  if (mainType(view) === 'object') return objectRows(workshop, view, packing, depth, at);
  return leafRows(workshop, view, limit, depth);
}

/** Members spread evenly over a list, first and last included. */
export function spread<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list;
  if (count <= 1) return list.slice(0, count);
  const at = Array.from({ length: count }, (_, index) => Math.round((index * (list.length - 1)) / (count - 1)));
  return list.filter((_, index) => at.includes(index));
}

function leafRows(workshop: Workshop, view: View, limit: number, depth: number): readonly PackedDraft[] {
  const seen = new Set<string>();
  const rows: PackedDraft[] = [];
  for (const draft of variants(workshop, view, depth)) {
    const text = JSON.stringify(draft.value);
    if (seen.has(text) || !workshop.accepts(view, draft.value)) continue;
    seen.add(text);
    rows.push({ value: draft.value, shows: [draft.shows], clause: draft.clause });
  }
  return view.members ? spread(rows, limit) : rows.slice(0, limit);
}

/** Packed with others, a text of which nothing is said would hide what they show when it is refused. */
function isUnconstrainedText(view: View): boolean {
  const said = view.members || view.format || view.minLength || view.maxLength || view.given.length > 0;
  return mainType(view) === 'string' && !said && view.patterns.length === 0 && view.choices.length === 0;
}

function objectRows(
  workshop: Workshop,
  view: View,
  packing: Packing,
  depth: number,
  at: string,
): readonly PackedDraft[] {
  const base = plainValue(workshop, view, depth);
  if (!isJsonObject(base)) return [];
  const properties = writableProperties(workshop, view);
  const hasOptional = properties.some(([name]) => !view.required.has(name));
  const limit = hasOptional ? Math.max(1, packing.limit - 1) : packing.limit;
  const columns = properties.map(([name, child]) => {
    const rows = packedRows(workshop, child, { ...packing, limit }, depth + 1, at + pointerOf([name]));
    return { name, rows };
  });
  const length = Math.min(limit, Math.max(0, ...columns.map(({ rows }) => rows.length)));
  const made = Array.from({ length }, (_, index) => rowOf(base, columns, index, view));
  return hasOptional ? [...made.slice(0, 1), neededOnly(base, view), ...made.slice(1)] : made;
}

interface Column {
  readonly name: string;
  readonly rows: readonly PackedDraft[];
}

function rowOf(
  base: { readonly [name: string]: Json },
  columns: readonly Column[],
  index: number,
  view: View,
): PackedDraft {
  const value: { [name: string]: Json } = { ...base };
  const shows: string[] = [];
  for (const { name, rows } of columns) {
    const row = rows[index % rows.length];
    if (!row) continue;
    value[name] = row.value;
    if (index < rows.length) shows.push(...row.shows.map((what) => `${name}: ${what}`));
  }
  return { value, shows, clause: view.clause };
}

function neededOnly(base: { readonly [name: string]: Json }, view: View): PackedDraft {
  const value = Object.fromEntries(Object.entries(base).filter(([name]) => view.required.has(name)));
  return { value, shows: ['only the required members'], clause: view.clause };
}
