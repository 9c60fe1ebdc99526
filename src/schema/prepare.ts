import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import { pointerOf } from '../kernel/json-pointer.ts';
import type { SchemaDocument } from '../model/schema.ts';
import {
  PLAIN_KEYWORDS,
  SCHEMA_KEYWORDS,
  SCHEMA_LIST_KEYWORDS,
  SCHEMA_MAP_KEYWORDS,
} from '../model/schema-keywords.ts';
import type { Direction } from './contract.ts';
import { hiddenMembers } from './hidden-members.ts';
import { localTarget, type Places } from './places.ts';

/** Keywords that report their own violation when their schema is `false`. */
const SELF_REPORTING: ReadonlySet<string> = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
]);

/** What preparing a schema needs to know. */
export interface Preparation {
  readonly document: SchemaDocument;
  readonly direction: Direction;
  readonly places: Places;
  /** The key under which the schema at a pointer is compiled; asked once for every reference met. */
  keyOf(pointer: string): string;
  /** Members that the schemas around an `allOf` hide from its parts as well; default none. */
  readonly hidden?: ReadonlySet<string>;
}

/** A schema ready to compile. */
export type PreparedSchema = boolean | Record<string, unknown>;

/**
 * A copy of a schema with asserting keywords only, references turned to keys, and members that the direction hides no longer required.
 * Annotations, extensions and identifiers stay behind, so that nothing in a description can be mistaken for a keyword.
 */
export function prepare(schema: Json | undefined, pointer: string, context: Preparation): PreparedSchema {
  if (schema === false) return forbid(pointer, context);
  if (!isJsonObject(schema)) return true;
  refuseDoubtful(schema, pointer);
  const prepared: Record<string, unknown> = {};
  context.places.set(prepared, pointer);
  const { hidden: _around, ...below } = context;
  for (const [keyword, value] of Object.entries(schema)) {
    const inside = keyword === 'allOf' ? { ...context, hidden: hiddenHere(schema, context) } : below;
    const copied = copyKeyword(keyword, value, pointer, inside);
    if (copied !== undefined) prepared[keyword] = copied;
  }
  if (Array.isArray(schema['required'])) prepared['required'] = stillRequired(schema, hiddenHere(schema, context));
  const reference = schema['$ref'] ?? schema['$dynamicRef'];
  if (reference !== undefined) prepared['$ref'] = keyOfReference(reference, context);
  return prepared;
}

function copyKeyword(keyword: string, value: Json, pointer: string, context: Preparation): unknown {
  if (PLAIN_KEYWORDS.has(keyword)) return value;
  const at = pointer + pointerOf([keyword]);
  if (SCHEMA_KEYWORDS.has(keyword)) {
    return value === false && SELF_REPORTING.has(keyword) ? false : prepare(value, at, context);
  }
  if (SCHEMA_LIST_KEYWORDS.has(keyword) && Array.isArray(value)) {
    return value.map((item, index) => prepare(item, `${at}/${index}`, context));
  }
  if (SCHEMA_MAP_KEYWORDS.has(keyword) && isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, prepare(item, at + pointerOf([name]), context)]),
    );
  }
  return undefined;
}

/** Combinations that the validator is known to judge wrongly: no answer is better than a wrong one. */
function refuseDoubtful(schema: JsonObject, pointer: string): void {
  const has = (keyword: string) => schema[keyword] !== undefined;
  const unevaluated = ['unevaluatedProperties', 'unevaluatedItems'].find(has);
  const neighbour = has('if') && !(has('then') && has('else')) ? 'if' : 'contains';
  if (!unevaluated || !has(neighbour) || (neighbour === 'contains' && unevaluated !== 'unevaluatedItems')) return;
  throw new Error(`${unevaluated} beside ${neighbour} cannot be judged (#${pointer})`);
}

function forbid(pointer: string, context: Preparation): PreparedSchema {
  const prepared = { not: {} };
  context.places.set(prepared, pointer, true);
  return prepared;
}

function hiddenHere(schema: JsonObject, context: Preparation): ReadonlySet<string> {
  return new Set([...(context.hidden ?? []), ...hiddenMembers(schema, context.document, context.direction)]);
}

function stillRequired(schema: JsonObject, hidden: ReadonlySet<string>): string[] {
  const required = schema['required'];
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  return [...new Set(names)].filter((name) => !hidden.has(name));
}

function keyOfReference(reference: Json, context: Preparation): string {
  const target = localTarget(context.document.digest, reference);
  if (!target) throw new Error(`the reference ${JSON.stringify(reference)} is not local to the document`);
  return context.keyOf(target.pointer);
}
