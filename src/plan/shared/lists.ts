import { getOrMake } from '../../kernel/get-or-make.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { pointerOf } from '../../kernel/json-pointer.ts';
import type { ApiModel } from '../../model/api.ts';
import type { Operation } from '../../model/operation.ts';
import { followRefs, type SchemaHandle, schemaAt } from '../../model/schema.ts';

/** A GET operation whose answer lists resources. */
export interface ListOperation {
  readonly operation: Operation;
  /** JSON pointer to each item, for example `/data/*`. */
  readonly items: string;
  /** Members that the items declare. */
  readonly members: ReadonlySet<string>;
}

/** Members that hold the list when the answer is an object, most telling first. */
const WRAPPERS = ['data', 'items', 'results', 'value', 'records', 'entry', 'content'];

const known = new WeakMap<ApiModel, readonly ListOperation[]>();

/** All list operations of the model, in document order; found once. */
export function listOperations(model: ApiModel): readonly ListOperation[] {
  const found = known.get(model) ?? model.operations.flatMap((operation) => readList(model, operation) ?? []);
  known.set(model, found);
  return found;
}

const byOperation = new WeakMap<ApiModel, ReadonlyMap<string, ListOperation>>();

/** What an operation lists; undefined when it lists nothing. */
export function listOf(model: ApiModel, { id }: Operation): ListOperation | undefined {
  const index = () => new Map(listOperations(model).map((list) => [list.operation.id, list]));
  return getOrMake(byOperation, model, index).get(id);
}

/** JSON pointer to the id in what an operation answers, when it declares one: `/id`, or below a wrapper. */
export function answeredId(model: ApiModel, operation: Operation, names: readonly string[]): string | undefined {
  const schema = successSchema(operation);
  if (!schema) return undefined;
  for (const at of ['', '/data', '/resource', '/result']) {
    const place = at === '' ? schema : property(model, schema, at.slice(1));
    const found = place && names.find((name) => property(model, place, name));
    if (found) return `${at}${pointerOf([found])}`;
  }
  return undefined;
}

function readList(model: ApiModel, operation: Operation): ListOperation | undefined {
  const schema = operation.method === 'GET' ? successSchema(operation) : undefined;
  if (!schema) return undefined;
  const direct = itemsOf(model, schema);
  if (direct) return { operation, items: '/*', members: membersOf(model, direct) };
  const wrapper = WRAPPERS.find((name) => {
    const place = property(model, schema, name);
    return place && itemsOf(model, place);
  });
  const place = wrapper && property(model, schema, wrapper);
  const items = place && itemsOf(model, place);
  if (!items || !wrapper) return undefined;
  const { at, schema: own } = unwrapped(model, items);
  return { operation, items: `/${wrapper}/*${at}`, members: membersOf(model, own) };
}

/** Entries of a Bundle hold the resource beside what is said of it (FHIR R4 §3.1.1.5). */
function unwrapped(model: ApiModel, entry: SchemaHandle): { readonly at: string; readonly schema: SchemaHandle } {
  const names = membersOf(model, entry);
  const inner = names.has('id') || names.has('uuid') ? undefined : property(model, entry, 'resource');
  return inner ? { at: '/resource', schema: inner } : { at: '', schema: entry };
}

function successSchema(operation: Operation): SchemaHandle | undefined {
  const success = operation.responses.filter(({ status }) => /^2/.test(status));
  for (const response of success)
    for (const content of response.content)
      if (content.schema && /[/+]json\b|^\*\/\*$/.test(content.mediaType)) return content.schema;
  return undefined;
}

/** A schema with those that its `allOf` joins, references followed. */
function parts(model: ApiModel, handle: SchemaHandle, depth = 0): readonly SchemaHandle[] {
  const here = followRefs(model.schemaDocuments, handle);
  const schema = schemaAt(model.schemaDocuments, here);
  if (!isJsonObject(schema) || !Array.isArray(schema['allOf']) || depth > 8) return [here];
  const joined = schema['allOf'].flatMap((_, index) => parts(model, child(here, 'allOf', index), depth + 1));
  return [here, ...joined];
}

function child(handle: SchemaHandle, ...tokens: readonly (string | number)[]): SchemaHandle {
  return { document: handle.document, pointer: handle.pointer + pointerOf(tokens) };
}

function property(model: ApiModel, handle: SchemaHandle, name: string): SchemaHandle | undefined {
  for (const part of parts(model, handle)) {
    const schema = schemaAt(model.schemaDocuments, part);
    const properties = isJsonObject(schema) ? schema['properties'] : undefined;
    if (isJsonObject(properties) && Object.hasOwn(properties, name)) return child(part, 'properties', name);
  }
  return undefined;
}

function itemsOf(model: ApiModel, handle: SchemaHandle): SchemaHandle | undefined {
  for (const part of parts(model, handle)) {
    const schema = schemaAt(model.schemaDocuments, part);
    if (isJsonObject(schema) && schema['items'] !== undefined) return child(part, 'items');
  }
  return undefined;
}

function membersOf(model: ApiModel, handle: SchemaHandle): ReadonlySet<string> {
  const names = parts(model, handle).flatMap((part) => {
    const schema = schemaAt(model.schemaDocuments, part);
    return isJsonObject(schema) && isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  });
  return new Set(names);
}
