import { getOrMake } from '../../kernel/get-or-make.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { pointerOf } from '../../kernel/json-pointer.ts';
import { followRefs, type SchemaDocument, type SchemaHandle, schemaAt } from '../../model/schema.ts';

type Documents = Readonly<Record<string, SchemaDocument>>;

const DEEPEST = 8;
const MOST_ITEMS = 50;
/** Keywords that join further schemas which may declare members. */
const JOINING = ['allOf', 'anyOf', 'oneOf'] as const;

/** What a schema and all that it joins say of a value's members. */
interface Shape {
  /** True when members beside the named ones are foreseen. */
  readonly open: boolean;
  readonly items: readonly SchemaHandle[];
  /** By name; empty when no member is named at all. */
  readonly members: ReadonlyMap<string, readonly SchemaHandle[]>;
}

/** Members of a value that no schema of its place declares, as JSON pointers; nothing where the schema allows any member by pattern or schema. */
export function undeclaredMembers(value: unknown, handle: SchemaHandle, documents: Documents): readonly string[] {
  const found: string[] = [];
  const path: (string | number)[] = [];
  walk(value, shapeOf(handle, documents));
  return found;

  function walk(here: unknown, { open, items, members }: Shape): void {
    if (open || path.length > DEEPEST) return;
    if (Array.isArray(here)) {
      if (items.length === 0) return;
      const shape = shapeOfAll(items, documents);
      for (let index = 0; index < here.length && index < MOST_ITEMS; index++) step(index, here[index], shape);
    } else if (isJsonObject(here) && members.size > 0) {
      for (const name of Object.keys(here)) {
        const own = members.get(name);
        const member = here[name];
        if (own === undefined) found.push(pointerOf([...path, name]));
        else if (typeof member === 'object' && member !== null) step(name, member, shapeOfAll(own, documents));
      }
    }
  }

  function step(token: string | number, below: unknown, shape: Shape): void {
    path.push(token);
    walk(below, shape);
    path.pop();
  }
}

/** What several schemas of one place say together. */
function shapeOfAll(handles: readonly SchemaHandle[], documents: Documents): Shape {
  const [first] = handles;
  if (first && handles.length === 1) return shapeOf(first, documents);
  const shapes = handles.map((handle) => shapeOf(handle, documents));
  const members = new Map<string, SchemaHandle[]>();
  for (const shape of shapes)
    for (const [name, own] of shape.members) members.set(name, [...(members.get(name) ?? []), ...own]);
  return { open: shapes.some(({ open }) => open), items: shapes.flatMap(({ items }) => items), members };
}

/** Every answer of an operation asks for the same shapes. */
const known = new WeakMap<SchemaDocument, Map<string, Shape>>();

function shapeOf(handle: SchemaHandle, documents: Documents): Shape {
  const document = documents[handle.document];
  if (!document) return readShape(handle, documents);
  const shapes = getOrMake(known, document, () => new Map());
  return getOrMake(shapes, handle.pointer, () => readShape(handle, documents));
}

function readShape(handle: SchemaHandle, documents: Documents): Shape {
  const places = joined(handle, documents, 0);
  const members = new Map<string, SchemaHandle[]>();
  for (const { handle: own, schema } of places) {
    const properties = schema['properties'];
    if (!isJsonObject(properties)) continue;
    for (const name of Object.keys(properties)) {
      members.set(name, [...(members.get(name) ?? []), below(own, ['properties', name])]);
    }
  }
  return {
    open: places.some(({ schema }) => isOpen(schema)),
    items: places.flatMap(({ handle: own, schema }) => ('items' in schema ? [below(own, ['items'])] : [])),
    members,
  };
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
    return Array.isArray(list) ? list.map((_, index) => below(here, [keyword, index])) : [];
  });
  return [{ handle: here, schema }, ...parts.flatMap((part) => joined(part, documents, depth + 1))];
}

function below(handle: SchemaHandle, tokens: readonly (string | number)[]): SchemaHandle {
  return { document: handle.document, pointer: `${handle.pointer}${pointerOf(tokens)}` };
}

/** True when members beside the named ones are foreseen, or what they may be cannot be seen by walking. */
function isOpen(schema: JsonObject): boolean {
  const extra = schema['additionalProperties'];
  const conditional = ['patternProperties', 'if', 'dependentSchemas', '$dynamicRef', 'discriminator'];
  return extra === true || isJsonObject(extra) || conditional.some((keyword) => keyword in schema);
}
