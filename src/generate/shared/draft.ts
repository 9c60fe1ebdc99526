import { isJsonObject, type Json } from '../../kernel/json.ts';
import { pointerTokens } from '../../kernel/json-pointer.ts';
import type { SpecRef } from '../../model/spec-ref.ts';

/** A valid value not yet checked. */
export interface ValidDraft {
  readonly value: Json;
  /** JSON pointer of the place that it varies. */
  readonly at: string;
  readonly shows: string;
  readonly clause: SpecRef;
}

/** A faulty value not yet checked; `value` is the value at the fault's own level. */
export interface FaultDraft {
  readonly value: Json;
  readonly at: string;
  readonly keyword: string;
  readonly says: string;
  readonly clause: SpecRef;
  /** How telling it is: 1 first; the n-th near miss of a kind has rank n. */
  readonly rank: number;
}

/** A short rendering of a value for titles, at most 60 characters. */
export function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The value with what stands at the pointer replaced; missing objects on the way are made. */
export function withValueAt(root: Json, pointer: string, value: Json): Json {
  return place(root, pointerTokens(pointer), value);
}

function place(here: Json, tokens: readonly string[], value: Json): Json {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  if (Array.isArray(here)) {
    const items: readonly Json[] = here;
    return items.map((item, index) => (String(index) === token ? place(item, rest, value) : item));
  }
  const members = isJsonObject(here) ? here : {};
  return { ...members, [token]: place(members[token] ?? {}, rest, value) };
}

/** The object without one member. */
export function without(value: Json, name: string): Json {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([member]) => member !== name));
}
