import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { followRefs, type SchemaDocument, type SchemaHandle, schemaAt } from '../../model/schema.ts';

type Documents = Readonly<Record<string, SchemaDocument>>;

const DEEPEST = 8;
const MOST_ITEMS = 50;
/** Keywords that join further schemas which may declare members. */
const JOINING = ['allOf', 'anyOf', 'oneOf'] as const;

/** Members of a value that no schema of its place declares, as JSON pointers; nothing where the schema allows any member by pattern or schema. */
export function undeclaredMembers(value: unknown, handle: SchemaHandle, documents: Documents): readonly string[] {
  const found: string[] = [];
  walk(value, [handle], '', 0);
  return found;

  function walk(here: unknown, handles: readonly SchemaHandle[], at: string, depth: number): void {
    if (depth > DEEPEST || handles.length === 0) return;
    const places = handles.flatMap((one) => joined(one, documents, 0));
    if (places.some(({ schema }) => isOpen(schema))) return;
    if (Array.isArray(here)) {
      const items = places.flatMap(({ handle: own, schema }) => ('items' in schema ? [below(own, 'items')] : []));
      for (const [index, item] of here.slice(0, MOST_ITEMS).entries()) walk(item, items, `${at}/${index}`, depth + 1);
    } else if (isJsonObject(here)) {
      const declaring = places.filter(({ schema }) => isJsonObject(schema['properties']));
      if (declaring.length === 0) return;
      for (const [name, member] of Object.entries(here)) {
        const token = name.replaceAll('~', '~0').replaceAll('/', '~1');
        const own = declaring.flatMap(({ handle: one, schema }) => {
          const members = schema['properties'];
          return isJsonObject(members) && Object.hasOwn(members, name) ? [below(one, `properties/${token}`)] : [];
        });
        if (own.length === 0) found.push(`${at}/${token}`);
        else walk(member, own, `${at}/${token}`, depth + 1);
      }
    }
  }
}

/** The schema and all that it joins, references followed. */
function joined(
  handle: SchemaHandle,
  documents: Documents,
  depth: number,
): readonly { readonly handle: SchemaHandle; readonly schema: JsonObject }[] {
  const here = followRefs(documents, handle);
  const schema = schemaAt(documents, here);
  if (!isJsonObject(schema) || depth > DEEPEST) return [];
  const parts = JOINING.flatMap((keyword) => {
    const list = schema[keyword];
    return Array.isArray(list) ? list.map((_, index) => below(here, `${keyword}/${index}`)) : [];
  });
  return [{ handle: here, schema }, ...parts.flatMap((part) => joined(part, documents, depth + 1))];
}

function below(handle: SchemaHandle, pointer: string): SchemaHandle {
  return { document: handle.document, pointer: `${handle.pointer}/${pointer}` };
}

/** True when members beside the named ones are foreseen, or what they may be cannot be seen by walking. */
function isOpen(schema: JsonObject): boolean {
  const extra = schema['additionalProperties'];
  const conditional = ['patternProperties', 'if', 'dependentSchemas', '$dynamicRef', 'discriminator'];
  return extra === true || isJsonObject(extra) || conditional.some((keyword) => keyword in schema);
}
