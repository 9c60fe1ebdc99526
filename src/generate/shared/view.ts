import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { pointerOf } from '../../kernel/json-pointer.ts';
import { followRefs, type SchemaDocument, type SchemaHandle, schemaAt } from '../../model/schema.ts';
import type { SpecRef } from '../../model/spec-ref.ts';

/** The documents that handles point into. */
export type Documents = Readonly<Record<string, SchemaDocument>>;

/** A JSON Schema type name. */
export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** A keyword's value with the clause that states it. */
export interface Stated<T> {
  readonly value: T;
  readonly clause: SpecRef;
}

/** A numeric bound. */
export interface Bound extends Stated<number> {
  readonly exclusive: boolean;
}

/** Alternatives (`anyOf` or `oneOf`). */
export interface Choice {
  readonly keyword: 'anyOf' | 'oneOf';
  readonly branches: readonly SchemaHandle[];
  readonly clause: SpecRef;
  /** Names the choice within its document. */
  readonly key: string;
  /** The member that tells the alternatives apart (OpenAPI `discriminator`), and its value per branch. */
  readonly discriminator?: { readonly name: string; readonly values: readonly string[] };
}

/**
 * A schema with its references followed and its `allOf` merged: what a value must satisfy, each keyword with its clause.
 * A child is the list of schemas that must hold together there.
 */
export interface View {
  /** The schemas as asked for. */
  readonly handles: readonly SchemaHandle[];
  /** All schemas that hold, references followed and `allOf` opened. */
  readonly atoms: readonly SchemaHandle[];
  /** Choices that have been taken already. */
  readonly taken: ReadonlySet<string>;
  /** Members whose value the chosen alternative decides. */
  readonly fixed: ReadonlyMap<string, string>;
  readonly clause: SpecRef;
  /** True when nothing can satisfy it. */
  readonly never: boolean;
  /** Undefined when every type is allowed. */
  readonly types?: Stated<readonly JsonType[]>;
  readonly members?: Stated<readonly Json[]> & { readonly keyword: 'enum' | 'const' };
  readonly given: readonly (Stated<Json> & { readonly how: 'example' | 'default' })[];
  readonly minimum?: Bound;
  readonly maximum?: Bound;
  readonly multipleOf?: Stated<number>;
  readonly minLength?: Stated<number>;
  readonly maxLength?: Stated<number>;
  readonly minItems?: Stated<number>;
  readonly maxItems?: Stated<number>;
  readonly minProperties?: Stated<number>;
  readonly maxProperties?: Stated<number>;
  readonly patterns: readonly Stated<string>[];
  readonly format?: Stated<string>;
  readonly uniqueItems?: Stated<true>;
  readonly required: ReadonlyMap<string, SpecRef>;
  readonly properties: ReadonlyMap<string, readonly SchemaHandle[]>;
  /** Undeclared members: undefined when the schema says nothing. */
  readonly extras?: Stated<'closed' | readonly SchemaHandle[]>;
  readonly namePatterns: readonly string[];
  readonly propertyNames: readonly SchemaHandle[];
  readonly prefixItems: readonly SchemaHandle[];
  readonly items?: readonly SchemaHandle[];
  readonly choices: readonly Choice[];
  readonly not: readonly SchemaHandle[];
  readonly readOnly: boolean;
}

type Building = { -readonly [K in keyof View]: View[K] } & {
  required: Map<string, SpecRef>;
  properties: Map<string, readonly SchemaHandle[]>;
};

const ALL_TYPES: readonly JsonType[] = ['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'];

/** The view of schemas that must hold together; `taken` names choices to leave out because a branch of them is among the schemas. */
export function viewOf(
  documents: Documents,
  handles: readonly SchemaHandle[],
  taken: ReadonlySet<string> = new Set(),
  fixed: ReadonlyMap<string, string> = new Map(),
): View {
  const atoms = flatten(documents, handles);
  const first = atoms[0] ?? handles[0];
  const view: Building = {
    handles,
    atoms,
    taken,
    fixed,
    clause: first ? clauseOf(first) : { kind: 'requirement', id: 'no-schema' },
    never: false,
    given: [],
    patterns: [],
    required: new Map(),
    properties: new Map(),
    namePatterns: [],
    propertyNames: [],
    prefixItems: [],
    choices: [],
    not: [],
    readOnly: false,
  };
  for (const atom of atoms) {
    const schema = schemaAt(documents, atom);
    if (schema === false) view.never = true;
    else if (schema !== true) mergeAtom(view, atom, schema);
  }
  closeProperties(documents, view);
  if (view.types?.value.length === 0 || view.members?.value.length === 0) view.never = true;
  return view;
}

/** The views of each branch of the first choice, joined with all that must hold beside it; empty when there is no choice. */
export function branchViews(documents: Documents, view: View): readonly View[] {
  const choice = view.choices[0];
  if (!choice) return [];
  const taken = new Set([...view.taken, choice.key]);
  return choice.branches
    .map((branch, index) => {
      const { discriminator } = choice;
      const value = discriminator?.values[index];
      const fixed = new Map(view.fixed);
      if (discriminator && value !== undefined) fixed.set(discriminator.name, value);
      return viewOf(documents, [...view.handles, branch], taken, fixed);
    })
    .filter((branch) => !branch.never);
}

/** True when the view leaves a value of this type possible. */
export function allows(view: View, type: JsonType): boolean {
  const types = view.types?.value;
  if (!types) return true;
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

/** The type to make a plain value of: as stated, or as the other keywords suggest. */
export function mainType(view: View): JsonType {
  const stated = view.types?.value.find((type) => type !== 'null') ?? view.types?.value[0];
  if (stated) return stated;
  if (view.properties.size > 0 || view.required.size > 0) return 'object';
  if (view.items || view.prefixItems.length > 0 || view.minItems) return 'array';
  if (view.minimum || view.maximum || view.multipleOf) return 'number';
  return 'string';
}

/** The clause at a keyword of a schema. */
export function clauseOf(handle: SchemaHandle, ...tokens: readonly (string | number)[]): SpecRef {
  return { kind: 'document', document: handle.document, pointer: handle.pointer + pointerOf(tokens) };
}

function below(handle: SchemaHandle, ...tokens: readonly (string | number)[]): SchemaHandle {
  return { document: handle.document, pointer: handle.pointer + pointerOf(tokens) };
}

/** References followed and `allOf` opened, each place once: cycles end. */
function flatten(documents: Documents, handles: readonly SchemaHandle[]): SchemaHandle[] {
  const seen = new Set<string>();
  const atoms: SchemaHandle[] = [];
  const visit = (handle: SchemaHandle) => {
    const key = `${handle.document}#${handle.pointer}`;
    if (seen.has(key)) return;
    seen.add(key);
    atoms.push(handle);
    const schema = schemaAt(documents, handle);
    if (!isJsonObject(schema)) return;
    if (typeof schema['$ref'] === 'string') visit(followRefs(documents, handle));
    if (Array.isArray(schema['allOf']))
      schema['allOf'].forEach((_, index) => void visit(below(handle, 'allOf', index)));
  };
  for (const handle of handles) visit(handle);
  return atoms;
}

function mergeAtom(view: Building, atom: SchemaHandle, schema: JsonObject): void {
  mergeTypes(view, atom, schema);
  mergeMembers(view, atom, schema);
  mergeBounds(view, atom, schema);
  mergeObject(view, atom, schema);
  const { pattern, format, items, prefixItems, not, uniqueItems } = schema;
  if (typeof pattern === 'string')
    view.patterns = [...view.patterns, { value: pattern, clause: clauseOf(atom, 'pattern') }];
  if (typeof format === 'string') view.format = { value: format, clause: clauseOf(atom, 'format') };
  if (uniqueItems === true) view.uniqueItems = { value: true, clause: clauseOf(atom, 'uniqueItems') };
  if (items !== undefined) view.items = [...(view.items ?? []), below(atom, 'items')];
  if (Array.isArray(prefixItems)) view.prefixItems = prefixItems.map((_, index) => below(atom, 'prefixItems', index));
  if (not !== undefined) view.not = [...view.not, below(atom, 'not')];
  if (schema['readOnly'] === true) view.readOnly = true;
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = schema[keyword];
    const key = `${atom.document}#${atom.pointer}/${keyword}`;
    if (!Array.isArray(branches) || view.taken.has(key)) continue;
    const handles = branches.map((_, index) => below(atom, keyword, index));
    const discriminator = discriminatorOf(schema, branches);
    const choice: Choice = { keyword, key, clause: clauseOf(atom, keyword), branches: handles };
    view.choices = [...view.choices, discriminator ? { ...choice, discriminator } : choice];
  }
}

/** The mapped name of each branch, else the last token of its reference (OpenAPI 3.1 §4.8.25). */
function discriminatorOf(schema: JsonObject, branches: readonly Json[]): Choice['discriminator'] {
  const stated = schema['discriminator'];
  if (!isJsonObject(stated) || typeof stated['propertyName'] !== 'string') return undefined;
  const mapping = isJsonObject(stated['mapping']) ? Object.entries(stated['mapping']) : [];
  const values = branches.map((branch) => {
    const reference = isJsonObject(branch) && typeof branch['$ref'] === 'string' ? branch['$ref'] : '';
    const name = reference.split('/').at(-1) ?? '';
    return mapping.find(([, target]) => target === reference || target === name)?.[0] ?? name;
  });
  return values.every((value) => value !== '') ? { name: stated['propertyName'], values } : undefined;
}

function mergeTypes(view: Building, atom: SchemaHandle, schema: JsonObject): void {
  const stated = schema['type'];
  const list = (Array.isArray(stated) ? stated : [stated]).filter(isType);
  if (list.length === 0) return;
  const before = view.types?.value;
  const value = before ? meet(before, list) : list;
  view.types = { value, clause: clauseOf(atom, 'type') };
}

function meet(a: readonly JsonType[], b: readonly JsonType[]): JsonType[] {
  const both = a.filter((type) => b.includes(type));
  const integer = (a.includes('integer') && b.includes('number')) || (b.includes('integer') && a.includes('number'));
  return integer && !both.includes('integer') ? [...both, 'integer'] : both;
}

function isType(value: unknown): value is JsonType {
  return (ALL_TYPES as readonly unknown[]).includes(value);
}

function mergeMembers(view: Building, atom: SchemaHandle, schema: JsonObject): void {
  for (const keyword of ['enum', 'const'] as const) {
    const stated = schema[keyword];
    if (stated === undefined) continue;
    const list: readonly Json[] = keyword === 'const' ? [stated] : Array.isArray(stated) ? stated : [];
    const known = view.members && new Set(view.members.value.map(canonicalJson));
    const value = known ? list.filter((member) => known.has(canonicalJson(member))) : list;
    view.members = { value, keyword, clause: clauseOf(atom, keyword) };
  }
  const given = [...view.given];
  if (schema['example'] !== undefined)
    given.push({ how: 'example', value: schema['example'], clause: clauseOf(atom, 'example') });
  if (Array.isArray(schema['examples']))
    schema['examples'].forEach((value, index) => {
      given.push({ how: 'example', value, clause: clauseOf(atom, 'examples', index) });
    });
  if (schema['default'] !== undefined)
    given.push({ how: 'default', value: schema['default'], clause: clauseOf(atom, 'default') });
  view.given = given;
}

function mergeBounds(view: Building, atom: SchemaHandle, schema: JsonObject): void {
  for (const [keyword, exclusive] of [
    ['minimum', false],
    ['exclusiveMinimum', true],
  ] as const) {
    const value = schema[keyword];
    if (
      typeof value === 'number' &&
      (!view.minimum || value > view.minimum.value || (exclusive && value === view.minimum.value))
    )
      view.minimum = { value, exclusive, clause: clauseOf(atom, keyword) };
  }
  for (const [keyword, exclusive] of [
    ['maximum', false],
    ['exclusiveMaximum', true],
  ] as const) {
    const value = schema[keyword];
    if (
      typeof value === 'number' &&
      (!view.maximum || value < view.maximum.value || (exclusive && value === view.maximum.value))
    )
      view.maximum = { value, exclusive, clause: clauseOf(atom, keyword) };
  }
  for (const keyword of ['minLength', 'minItems', 'minProperties'] as const) {
    const value = schema[keyword];
    if (typeof value === 'number' && value > (view[keyword]?.value ?? 0))
      view[keyword] = { value, clause: clauseOf(atom, keyword) };
  }
  for (const keyword of ['maxLength', 'maxItems', 'maxProperties'] as const) {
    const value = schema[keyword];
    if (typeof value === 'number' && value < (view[keyword]?.value ?? Infinity))
      view[keyword] = { value, clause: clauseOf(atom, keyword) };
  }
  const { multipleOf } = schema;
  if (typeof multipleOf === 'number' && multipleOf > 0)
    view.multipleOf = { value: multipleOf, clause: clauseOf(atom, 'multipleOf') };
}

function mergeObject(view: Building, atom: SchemaHandle, schema: JsonObject): void {
  const { required, properties, patternProperties, propertyNames, additionalProperties } = schema;
  if (Array.isArray(required))
    required.forEach((name) => {
      if (typeof name === 'string') view.required.set(name, clauseOf(atom, 'required'));
    });
  if (isJsonObject(properties))
    for (const name of Object.keys(properties))
      view.properties.set(name, [...(view.properties.get(name) ?? []), below(atom, 'properties', name)]);
  if (isJsonObject(patternProperties)) view.namePatterns = [...view.namePatterns, ...Object.keys(patternProperties)];
  if (propertyNames !== undefined) view.propertyNames = [...view.propertyNames, below(atom, 'propertyNames')];
  const closed = additionalProperties === false || schema['unevaluatedProperties'] === false;
  if (closed) {
    const keyword = additionalProperties === false ? 'additionalProperties' : 'unevaluatedProperties';
    view.extras = { value: 'closed', clause: clauseOf(atom, keyword) };
  } else if (isJsonObject(additionalProperties) && view.extras?.value !== 'closed') {
    const before = view.extras?.value ?? [];
    view.extras = {
      value: [...before, below(atom, 'additionalProperties')],
      clause: clauseOf(atom, 'additionalProperties'),
    };
  }
}

/** A part that forbids other members forbids those that only its neighbours declare. */
function closeProperties(documents: Documents, view: Building): void {
  for (const atom of view.atoms) {
    const schema = schemaAt(documents, atom);
    if (!isJsonObject(schema) || schema['additionalProperties'] !== false || schema['patternProperties']) continue;
    const own = isJsonObject(schema['properties']) ? schema['properties'] : {};
    for (const name of view.properties.keys()) if (!Object.hasOwn(own, name)) view.properties.delete(name);
  }
}
