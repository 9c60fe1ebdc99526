import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { SchemaHandle } from '../../model/schema.ts';
import type { SpecRef } from '../../model/spec-ref.ts';
import { below, type Choice, clauseOf, type JsonType, type View } from './view.ts';

/** A view while its parts are merged in. */
export type Building = { -readonly [K in keyof View]: View[K] } & {
  required: Map<string, SpecRef>;
  properties: Map<string, readonly SchemaHandle[]>;
};

const ALL_TYPES: readonly JsonType[] = ['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'];

/** Take one schema's keywords into the view: the stricter bound holds, lists are joined. */
export function mergeAtom(view: Building, atom: SchemaHandle, schema: JsonObject): void {
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
  mergeContains(view, atom, schema);
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = schema[keyword];
    const key = `${atom.document}#${atom.pointer}/${keyword}`;
    if (!Array.isArray(branches) || view.taken.has(key)) continue;
    const handles = branches.map((_, index) => [below(atom, keyword, index)]);
    const discriminator = discriminatorOf(schema, branches);
    const choice: Choice = { keyword, key, clause: clauseOf(atom, keyword), branches: handles };
    view.choices = [...view.choices, discriminator ? { ...choice, discriminator } : choice];
  }
  mergeConditions(view, atom, schema);
}

function mergeContains(view: Building, atom: SchemaHandle, schema: JsonObject): void {
  if (schema['contains'] === undefined) return;
  const { minContains: least, maxContains: most } = schema;
  view.contains = {
    handle: below(atom, 'contains'),
    least: typeof least === 'number' ? least : 1,
    most: typeof most === 'number' ? most : Infinity,
  };
}

/** What `if` and `dependentSchemas` leave open, as alternatives: that the condition holds with what follows, or what follows when it does not. */
function mergeConditions(view: Building, atom: SchemaHandle, schema: JsonObject): void {
  const add = (keyword: 'if' | 'dependentSchemas', name: string, branches: Choice['branches']) => {
    const key = `${atom.document}#${atom.pointer}/${keyword}/${name}`;
    if (view.taken.has(key)) return;
    const choice: Choice = { keyword, key, clause: clauseOf(atom, keyword), branches };
    view.choices = [...view.choices, name === '' ? choice : { ...choice, member: name }];
  };
  const [then, otherwise] = ['then', 'else'].map((keyword) =>
    schema[keyword] === undefined ? [] : [below(atom, keyword)],
  );
  if (schema['if'] !== undefined && (then?.length || otherwise?.length))
    add('if', '', [[below(atom, 'if'), ...(then ?? [])], otherwise ?? []]);
  const dependent = schema['dependentSchemas'];
  if (isJsonObject(dependent))
    for (const name of Object.keys(dependent))
      add('dependentSchemas', name, [[below(atom, 'dependentSchemas', name)], []]);
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
  if (isJsonObject(patternProperties))
    view.namePatterns = [
      ...view.namePatterns,
      ...Object.keys(patternProperties).map((pattern) => ({
        pattern,
        handle: below(atom, 'patternProperties', pattern),
      })),
    ];
  const { dependentRequired } = schema;
  if (isJsonObject(dependentRequired))
    for (const [name, needs] of Object.entries(dependentRequired))
      if (Array.isArray(needs)) {
        const entry = { name, needs: needs.map(String), clause: clauseOf(atom, 'dependentRequired', name) };
        view.dependentRequired = [...view.dependentRequired, entry];
      }
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
