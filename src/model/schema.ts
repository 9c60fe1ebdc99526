import { getOrMake } from '../kernel/get-or-make.ts';
import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import { valueAt } from '../kernel/json-pointer.ts';
import type { SpecRef } from './spec-ref.ts';

/**
 * A whole document whose schemas are JSON Schema 2020-12: readers translate older dialects in place,
 * so that every pointer still names the author's own clause. `$ref`s are local (`#/…`) and may be circular.
 */
export interface SchemaDocument {
  readonly digest: string;
  readonly root: JsonObject;
}

/** A schema inside a document. */
export interface SchemaHandle {
  /** Digest of the document. */
  readonly document: string;
  /** JSON pointer to the schema. */
  readonly pointer: string;
}

/** A JSON Schema 2020-12 value. */
export type JsonSchema = boolean | JsonObject;

/** The schema at a handle, its `$ref` not followed; `true` when the pointer leads nowhere. */
export function schemaAt(documents: Readonly<Record<string, SchemaDocument>>, handle: SchemaHandle): JsonSchema {
  const document = documents[handle.document];
  if (!document) return true;
  const schemas = getOrMake(found, document, () => new Map());
  return getOrMake(schemas, handle.pointer, () => readSchema(document, handle.pointer));
}

/** Documents do not change, and checks ask for the same few schemas with every answer. */
const found = new WeakMap<SchemaDocument, Map<string, JsonSchema>>();

function readSchema(document: SchemaDocument, pointer: string): JsonSchema {
  const value = valueAt(document.root, pointer);
  return typeof value === 'boolean' || isJsonObject(value) ? value : true;
}

/** Follow `$ref` from a handle until a schema that is not a bare reference; stops at a reference cycle. */
export function followRefs(documents: Readonly<Record<string, SchemaDocument>>, handle: SchemaHandle): SchemaHandle {
  let here = handle;
  for (let hops = 0; hops < 32; hops++) {
    const schema = schemaAt(documents, here);
    if (typeof schema === 'boolean') return here;
    const target = schema['$ref'];
    if (typeof target !== 'string' || !target.startsWith('#')) return here;
    here = { document: here.document, pointer: decodeURIComponent(target.slice(1)) };
  }
  return here;
}

/** A literal value given by the document for a parameter, body or property. */
export interface Example {
  readonly name: string;
  readonly value: Json;
  readonly ref: SpecRef;
}
