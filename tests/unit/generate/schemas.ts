import { createGenerator, type Generator } from '../../../src/generate/index.ts';
import type { JsonObject } from '../../../src/kernel/json.ts';
import type { SchemaHandle } from '../../../src/model/schema.ts';

/** A generator over named schemas, and the handle of each. */
export function generatorOver(schemas: JsonObject): { generator: Generator; handle: (name: string) => SchemaHandle } {
  const root = { $defs: schemas };
  return {
    generator: createGenerator({ doc: { digest: 'doc', root } }),
    handle: (name) => ({ document: 'doc', pointer: `/$defs/${name}` }),
  };
}

/** Schemas of every construct that the generator claims. */
export const CONSTRUCTS: JsonObject = {
  anything: {},
  text: { type: 'string', minLength: 2, maxLength: 5 },
  longText: { type: 'string', maxLength: 50000 },
  patterned: { type: 'string', pattern: '^[A-Z]{2}[0-9]{3}$' },
  identifier: { type: 'string', format: 'uuid' },
  moment: { type: 'string', format: 'date-time' },
  day: { type: ['string', 'null'], format: 'date' },
  whole: { type: 'integer', minimum: 1, maximum: 10 },
  exclusive: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
  multiple: { type: 'integer', multipleOf: 5, minimum: 3, maximum: 22 },
  cents: { type: 'number', multipleOf: 0.01, minimum: 0.01 },
  small: { type: 'integer', format: 'int32' },
  flag: { type: 'boolean' },
  colour: { type: 'string', enum: ['red', 'green', 'blue'] },
  untyped: { enum: ['created_at', '-created_at'] },
  fixed: { const: 'only' },
  list: { type: 'array', items: { $ref: '#/$defs/whole' }, minItems: 1, maxItems: 3 },
  set: { type: 'array', items: { type: 'string', enum: ['a', 'b', 'c'] }, uniqueItems: true, minItems: 2 },
  pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], minItems: 2 },
  person: {
    type: 'object',
    required: ['name', 'age'],
    additionalProperties: false,
    properties: {
      id: { type: 'string', readOnly: true },
      name: { type: 'string', minLength: 1 },
      age: { $ref: '#/$defs/whole' },
      note: { type: ['string', 'null'], maxLength: 4 },
    },
  },
  dictionary: {
    type: 'object',
    additionalProperties: { type: 'integer' },
    propertyNames: { pattern: '^[a-z]+$' },
    minProperties: 1,
    maxProperties: 3,
  },
  joined: {
    allOf: [
      { $ref: '#/$defs/person' },
      { type: 'object', properties: { name: { type: 'string', maxLength: 8 } }, required: ['note'] },
    ],
  },
  animal: {
    oneOf: [
      { type: 'object', required: ['bark'], additionalProperties: false, properties: { bark: { type: 'boolean' } } },
      { type: 'object', required: ['meow'], additionalProperties: false, properties: { meow: { type: 'string' } } },
    ],
  },
  either: {
    anyOf: [
      { type: 'integer', minimum: 5 },
      { type: 'string', minLength: 3 },
    ],
  },
  unlike: { type: 'string', not: { enum: ['admin'] } },
  tree: {
    type: 'object',
    required: ['label'],
    properties: { label: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/tree' } } },
  },
  conditional: {
    type: 'object',
    required: ['country'],
    properties: { country: { enum: ['GB', 'FR'] }, postcode: { type: 'string' } },
    if: { properties: { country: { const: 'GB' } } },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: { properties: { postcode: { pattern: '^[A-Z]{2}[0-9]$' } }, required: ['postcode'] },
    else: { properties: { postcode: { pattern: '^[0-9]{5}$' } } },
  },
  dependent: {
    type: 'object',
    additionalProperties: false,
    properties: { card: { type: 'integer' }, address: { type: 'string' }, note: { type: 'string' } },
    dependentRequired: { card: ['address'] },
  },
  dependentShape: {
    type: 'object',
    properties: { card: { type: 'integer' }, address: { type: 'string' } },
    dependentSchemas: { card: { required: ['address'], properties: { address: { minLength: 3 } } } },
  },
  containing: {
    type: 'array',
    items: { type: 'string', enum: ['a', 'b', 'c'] },
    contains: { const: 'b' },
    maxContains: 2,
  },
  patternMembers: {
    type: 'object',
    patternProperties: { '^x-[a-z]+$': { type: 'integer', minimum: 3 } },
    additionalProperties: false,
    minProperties: 1,
  },
};
