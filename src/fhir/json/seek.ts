import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { countMembers, memberColons } from './duplicates.ts';

type Tokens = readonly (string | number)[];

/** The places that are sought at and below one value. */
interface Wanted {
  readonly ids: number[];
  readonly below: Map<string | number, Wanted>;
}

/**
 * The offsets of the values at several paths of sound JSON text, or of their nearest containers. `value` is what the text says; its members are
 * found by counting colons, and only where that does not do are the values before them skipped one by one.
 */
export function seekAll(text: string, value: Json, paths: readonly Tokens[]): number[] {
  const found = new Array<number>(paths.length).fill(0);
  const start = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  const wanted = treeOf(paths);
  const search = { text, found };
  const colons = wanted.below.size > 0 ? memberColons(text, countMembers(value, Number.POSITIVE_INFINITY)) : undefined;
  if (!colons || !count({ ...search, colons }, start, value, wanted, 0)) visit(search, start, wanted);
  return found;
}

interface CountingSearch extends Search {
  /** Offsets of the colons of all members, in the order of the text. */
  readonly colons: readonly number[];
}

/** Find what is wanted at and below a value whose first member has the colon `next`; false when counting does not do. */
function count(search: CountingSearch, at: number, value: Json, wanted: Wanted, next: number): boolean {
  settle(search.found, at, wanted);
  if (wanted.below.size === 0 || typeof value !== 'object' || value === null) return true;
  return Array.isArray(value)
    ? countItems(search, at, value as readonly Json[], wanted, next)
    : countMembersOf(search, value as JsonObject, wanted.below, next);
}

function countMembersOf(search: CountingSearch, value: JsonObject, below: Wanted['below'], first: number): boolean {
  let left = below.size;
  let next = first;
  for (const name in value) {
    if (left === 0) return true;
    // Names that are whole numbers come first in an object, wherever they stand in the text.
    if (name.charCodeAt(0) <= 57 && name.charCodeAt(0) >= 48) return false;
    const item = value[name] ?? null;
    const wanted = below.get(name);
    if (wanted) {
      const at = skipSpace(search.text, (search.colons[next] ?? 0) + 1);
      if (!count(search, at, item, wanted, next + 1)) return false;
      left--;
    }
    if (left > 0) next += 1 + countMembers(item, Number.POSITIVE_INFINITY);
  }
  return true;
}

function countItems(
  search: CountingSearch,
  start: number,
  list: readonly Json[],
  wanted: Wanted,
  first: number,
): boolean {
  let left = wanted.below.size;
  let next = first;
  for (let i = 0; left > 0 && i < list.length; i++) {
    const item = list[i] ?? null;
    const sought = wanted.below.get(i);
    if (sought) {
      const at = hasMembers(item) ? braceBefore(search, next) : -1;
      if (at < 0) {
        visit(search, start, wanted);
        return true;
      }
      if (!count(search, at, item, sought, next)) return false;
      left--;
    }
    if (left > 0) next += countMembers(item, Number.POSITIVE_INFINITY);
  }
  return true;
}

function hasMembers(item: Json): boolean {
  if (!isJsonObject(item)) return false;
  for (const _name in item) return true;
  return false;
}

/** The offset of the brace that opens the object whose first member has a colon; -1 when that cannot be told. */
function braceBefore({ text, colons }: CountingSearch, colon: number): number {
  const end = text.lastIndexOf('"', colons[colon]);
  const start = text.lastIndexOf('"', end - 1);
  let at = start - 1;
  while (isSpace(text.charCodeAt(at))) at--;
  return text.charCodeAt(at) === 123 ? at : -1;
}

interface Search {
  readonly text: string;
  readonly found: number[];
}

function treeOf(paths: readonly Tokens[]): Wanted {
  const root: Wanted = { ids: [], below: new Map() };
  paths.forEach((tokens, id) => {
    let at = root;
    for (const token of tokens) {
      const known = at.below.get(token);
      const next = known ?? { ids: [], below: new Map() };
      if (!known) at.below.set(token, next);
      at = next;
    }
    at.ids.push(id);
  });
  return root;
}

function visit(search: Search, at: number, wanted: Wanted): void {
  settle(search.found, at, wanted);
  if (wanted.below.size === 0) return;
  const kind = search.text.charCodeAt(at);
  if (kind === 91) visitItems(search, at, wanted.below);
  else if (kind === 123) visitMembers(search, at, wanted.below);
}

/** Everything sought here or below stands at `at` until it is found more exactly. */
function settle(found: number[], at: number, wanted: Wanted): void {
  for (const id of wanted.ids) found[id] = at;
  for (const next of wanted.below.values()) settle(found, at, next);
}

function visitItems(search: Search, start: number, below: ReadonlyMap<string | number, Wanted>): void {
  const { text } = search;
  let left = below.size;
  let at = skipSpace(text, start + 1);
  for (let i = 0; left > 0 && text.charCodeAt(at) !== 93 && at < text.length; i++) {
    const next = below.get(i);
    if (next) {
      visit(search, at, next);
      left--;
    }
    at = skipSpace(text, skipValue(text, at));
    if (text.charCodeAt(at) === 44) at = skipSpace(text, at + 1);
  }
}

function visitMembers(search: Search, start: number, below: ReadonlyMap<string | number, Wanted>): void {
  const { text } = search;
  let left = below.size;
  let at = skipSpace(text, start + 1);
  while (left > 0 && text.charCodeAt(at) === 34) {
    const end = skipString(text, at);
    const value = skipSpace(text, skipSpace(text, end) + 1);
    for (const [name, next] of below)
      if (typeof name === 'string' && isName(text, at, end, name)) {
        visit(search, value, next);
        left--;
      }
    at = skipSpace(text, skipValue(text, value));
    if (text.charCodeAt(at) === 44) at = skipSpace(text, at + 1);
  }
}

/** True when the string token from `start` to `end` writes `name`. */
function isName(text: string, start: number, end: number, name: string): boolean {
  const length = end - start - 2;
  if (length === name.length) return text.startsWith(name, start + 1);
  if (length < name.length) return false;
  const written = text.slice(start + 1, end - 1);
  return written.includes('\\') && JSON.parse(`"${written}"`) === name;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** The offset of the next character that is not white space. */
function skipSpace(text: string, start: number): number {
  let at = start;
  for (
    let code = text.charCodeAt(at);
    code === 32 || code === 10 || code === 13 || code === 9;
    code = text.charCodeAt(at)
  )
    at++;
  return at;
}

/** The offset after the string that opens at `start`. */
function skipString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text.charCodeAt(end - 1) === 92) {
    let slashes = 1;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) break;
    end = text.indexOf('"', end + 1);
  }
  return end < 0 ? text.length : end + 1;
}

/** The offset after the value at `start`. */
function skipValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 34) at = skipString(text, at);
    else if (code === 123 || code === 91) {
      depth++;
      at++;
    } else if (code === 125 || code === 93) {
      if (depth === 0) return at;
      depth--;
      at++;
    } else if (depth === 0 && (code === 44 || code <= 32)) return at;
    else at++;
    if (depth === 0 && (code === 34 || code === 125 || code === 93)) return at;
  }
  return at;
}
