import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import { valueAt } from '../kernel/json-pointer.ts';
import type { SchemaDocument } from '../model/schema.ts';
import type { Direction } from './contract.ts';
import { localTarget } from './places.ts';

const MAX_HOPS = 8;

/**
 * The members of a schema that this direction does not require: readOnly in requests, writeOnly in responses
 * (OpenAPI 3.0.3 §4.7.24.2). Looks through `$ref` and `allOf`.
 */
export function hiddenMembers(schema: JsonObject, document: SchemaDocument, direction: Direction): ReadonlySet<string> {
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
  const hidden = new Set<string>();
  collect(schema, document, flag, hidden, 0);
  return hidden;
}

function collect(schema: Json, document: SchemaDocument, flag: string, hidden: Set<string>, hops: number): void {
  if (!isJsonObject(schema) || hops > MAX_HOPS) return;
  const properties = schema['properties'];
  if (isJsonObject(properties)) {
    for (const [name, property] of Object.entries(properties)) {
      if (isFlagged(property, document, flag, 0)) hidden.add(name);
    }
  }
  for (const part of partsOf(schema, document)) collect(part, document, flag, hidden, hops + 1);
}

function isFlagged(schema: Json, document: SchemaDocument, flag: string, hops: number): boolean {
  if (!isJsonObject(schema) || hops > MAX_HOPS) return false;
  return schema[flag] === true || partsOf(schema, document).some((part) => isFlagged(part, document, flag, hops + 1));
}

function partsOf(schema: JsonObject, document: SchemaDocument): Json[] {
  const allOf = schema['allOf'];
  const parts: Json[] = Array.isArray(allOf) ? [...allOf] : [];
  const target = localTarget(document.digest, schema['$ref']);
  const referred = target && valueAt(document.root, target.pointer);
  if (isJsonObject(referred)) parts.push(referred);
  return parts;
}
