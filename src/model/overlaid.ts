import { isJsonObject } from '../kernel/json.ts';
import type { ApiModel } from './api.ts';
import type { SpecRef } from './spec-ref.ts';

/** The value with every clause that an overlay wrote cited where the overlay says it; the same value when there is no overlay. */
export function citeOverlays<T>(value: T, { overlaid, documents }: ApiModel): T {
  const base = documents[0]?.digest;
  if (!overlaid || base === undefined || Object.keys(overlaid).length === 0) return value;
  return cited(value, (pointer) => clauseAt(overlaid, pointer), base) as T;
}

type Lookup = (pointer: string) => SpecRef | undefined;

function cited(value: unknown, lookup: Lookup, base: string): unknown {
  if (Array.isArray(value)) return value.map((item) => cited(item, lookup, base));
  if (!isJsonObject(value) || ArrayBuffer.isView(value) || value instanceof Map) return value;
  const { kind, document, pointer } = value as Record<string, unknown>;
  if (kind === 'document' && document === base && typeof pointer === 'string') return lookup(pointer) ?? value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cited(member, lookup, base)]));
}

/** The clause of the nearest place at or above a pointer that an overlay wrote. */
function clauseAt(overlaid: Readonly<Record<string, SpecRef>>, pointer: string): SpecRef | undefined {
  for (let here = pointer; here !== ''; here = here.slice(0, here.lastIndexOf('/'))) {
    const found = Object.hasOwn(overlaid, here) ? overlaid[here] : undefined;
    if (found?.kind === 'document') return { ...found, pointer: found.pointer + pointer.slice(here.length) };
  }
  return undefined;
}
