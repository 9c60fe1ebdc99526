import { isJsonObject, type Json, type JsonObject } from '../../../kernel/json.ts';
import { valueAt } from '../../../kernel/json-pointer.ts';
import { locate } from '../locate.ts';

const MAX_HOPS = 16;
const NULL_SCHEMA: Json = { type: 'null' };

/**
 * The schema with null admitted. Members keep their places, so that pointers keep naming the author's clauses: `type` and `enum`
 * grow by null, unions by an alternative at their end, each part of an `allOf` admits null itself, and a reference is wrapped.
 */
export function admitNull(schema: Json, root: JsonObject): Json {
  if (!isJsonObject(schema) || admitsNull(schema, root, 0)) return schema;
  if (typeof schema['$ref'] === 'string') return { anyOf: [schema, NULL_SCHEMA] };
  const grown: Record<string, Json> = { ...schema };
  const { type, enum: members, allOf } = schema;
  if (type !== undefined) grown['type'] = withMember(Array.isArray(type) ? type : [type], 'null');
  if (Array.isArray(members)) grown['enum'] = withMember(members, null);
  if (Array.isArray(allOf)) grown['allOf'] = allOf.map((part) => admitNull(part, root));
  for (const union of ['anyOf', 'oneOf']) {
    const branches = schema[union];
    const some = Array.isArray(branches) && branches.some((branch) => admitsNull(branch, root, 0));
    if (Array.isArray(branches) && !some) grown[union] = [...branches, NULL_SCHEMA];
  }
  return grown;
}

/** True when null is valid: before or after translation. */
function admitsNull(schema: unknown, root: JsonObject, hops: number): boolean {
  if (!isJsonObject(schema)) return schema !== false;
  if (hops > MAX_HOPS) return true;
  const within = (part: Json) => admitsNull(part, root, hops + 1);
  const { type, enum: members, allOf, anyOf, oneOf, $ref: reference, nullable } = schema;
  if (nullable === true) return true;
  if (typeof reference === 'string') {
    const target = locate(root, reference);
    return target === undefined || admitsNull(valueAt(root, target), root, hops + 1);
  }
  if (type !== undefined && type !== 'null' && !(Array.isArray(type) && type.includes('null'))) return false;
  if (Array.isArray(members) && !members.includes(null)) return false;
  if (Array.isArray(allOf) && !allOf.every(within)) return false;
  return [anyOf, oneOf].every((union) => !Array.isArray(union) || union.some(within));
}

function withMember(list: readonly Json[], member: Json): Json[] {
  return list.includes(member) ? [...list] : [...list, member];
}
