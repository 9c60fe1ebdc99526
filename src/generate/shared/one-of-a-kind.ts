import { getOrMake } from '../../kernel/get-or-make.ts';
import { canonicalJson } from '../../kernel/json.ts';
import { type SchemaHandle, schemaAt } from '../../model/schema.ts';
import type { SpecRef } from '../../model/spec-ref.ts';
import type { Documents } from './view.ts';

/** Schemas that say the same in several places, for example the page size of every list: values are made for the first of them. */
export interface Kinds {
  /** The first schema asked for that says the same as this one. */
  first(handle: SchemaHandle): SchemaHandle;
}

/** The name of such a schema may say something too (OpenAPI `discriminator`): each is its own kind. */
const NAMED = /^\/(?:definitions|components\/schemas)\/[^/]+$/;

/** Kinds of schemas in these documents; references are absolute within a document, so that equal text means the same. */
export function kindsOf(documents: Documents): Kinds {
  const byPlace = new Map<string, SchemaHandle>();
  const byText = new Map<string, SchemaHandle>();
  return {
    first: (handle) =>
      getOrMake(byPlace, `${handle.document}#${handle.pointer}`, () => {
        if (NAMED.test(handle.pointer)) return handle;
        return getOrMake(byText, `${handle.document} ${canonicalJson(schemaAt(documents, handle))}`, () => handle);
      }),
  };
}

/** What was made for the first schema of a kind, its clauses moved to another one. */
export function movedTo<T extends { readonly clause: SpecRef }>(
  list: readonly T[],
  first: SchemaHandle,
  own: SchemaHandle,
): readonly T[] {
  if (first.pointer === own.pointer && first.document === own.document) return list;
  return list.map((entry) => ({ ...entry, clause: movedClause(entry.clause, first, own) }));
}

function movedClause(clause: SpecRef, first: SchemaHandle, own: SchemaHandle): SpecRef {
  if (clause.kind !== 'document' || clause.document !== first.document) return clause;
  const { pointer } = clause;
  if (pointer !== first.pointer && !pointer.startsWith(`${first.pointer}/`)) return clause;
  return { ...clause, pointer: own.pointer + pointer.slice(first.pointer.length) };
}
