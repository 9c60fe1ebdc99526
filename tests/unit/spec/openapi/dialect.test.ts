import { describe, expect, it } from 'vitest';
import { codesOf, modelOf, pointerIn, translated } from './reading.ts';

const version31 = { openapi: '3.1.0' };
const components = (schemas: object) => ({ components: { schemas } });

describe('nullable', () => {
  it.each([
    ['type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['enum', { type: 'string', enum: ['a'], nullable: true }, { type: ['string', 'null'], enum: ['a', null] }],
    [
      'enum with null',
      { type: 'string', enum: ['a', null], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    ['false', { type: 'string', nullable: false }, { type: 'string' }],
    ['no constraint', { nullable: true }, {}],
    ['oneOf', { oneOf: [{ type: 'string' }], nullable: true }, { oneOf: [{ type: 'string' }, { type: 'null' }] }],
    ['anyOf', { anyOf: [{ type: 'string' }], nullable: true }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
    [
      'oneOf with a branch that admits null already',
      { oneOf: [{ type: 'string', nullable: true }, { type: 'integer' }], nullable: true },
      { oneOf: [{ type: ['string', 'null'] }, { type: 'integer' }] },
    ],
    [
      'allOf, each part in its place',
      { nullable: true, allOf: [{ type: 'object', properties: {} }] },
      { allOf: [{ type: ['object', 'null'], properties: {} }] },
    ],
  ])('%s', async (_, written, expected) => {
    expect((await translated(written)).schema).toEqual(expected);
  });

  it('wraps a reference, so that its target keeps its place', async () => {
    const ref = { $ref: '#/components/schemas/A' };
    const more = components({ A: { type: 'object' } });
    const wrapped = { anyOf: [ref, { type: 'null' }] };
    expect((await translated({ ...ref, nullable: true }, more)).schema).toEqual(wrapped);
    expect((await translated({ allOf: [ref], nullable: true }, more)).schema).toEqual({ allOf: [wrapped] });
  });

  it('leaves a reference alone whose target admits null', async () => {
    const ref = { $ref: '#/components/schemas/A' };
    const more = components({ A: { type: 'object', nullable: true } });
    expect((await translated({ allOf: [ref], nullable: true }, more)).schema).toEqual({ allOf: [ref] });
  });

  it('is read as meant in OpenAPI 3.1, and reported', async () => {
    const { schema, model } = await translated({ type: 'string', nullable: true }, version31);
    expect(schema).toEqual({ type: ['string', 'null'] });
    expect(codesOf(model)).toEqual(['nullable-in-3.1']);
  });
});

describe('exclusive bounds', () => {
  it('become the bounds themselves', async () => {
    const written = { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false };
    expect((await translated(written)).schema).toEqual({ exclusiveMinimum: 1, maximum: 9 });
  });
  it('are left out without a bound to modify', async () => {
    expect((await translated({ exclusiveMaximum: true })).schema).toEqual({});
  });
  it('stay as numbers in OpenAPI 3.1', async () => {
    const { schema, model } = await translated({ minimum: 0, exclusiveMinimum: 1 }, version31);
    expect(schema).toEqual({ minimum: 0, exclusiveMinimum: 1 });
    expect(codesOf(model)).toEqual([]);
  });
});

describe('references', () => {
  it('lose their siblings in OpenAPI 3.0 and keep them in 3.1', async () => {
    const more = components({ A: { type: 'string' } });
    const written = { $ref: '#/components/schemas/A', maxLength: 3, readOnly: true };
    const in30 = await translated(written, more);
    expect(in30.schema).toEqual({ $ref: '#/components/schemas/A', readOnly: true });
    expect(codesOf(in30.model)).toEqual(['reference-siblings-ignored']);
    expect((await translated(written, { ...more, ...version31 })).schema).toEqual(written);
  });
  it('are led to the place itself when they step through other references', async () => {
    const more = components({ A: { $ref: '#/components/schemas/B' }, B: { properties: { x: { type: 'string' } } } });
    const { schema } = await translated({ $ref: '#/components/schemas/A/properties/x' }, more);
    expect(schema).toEqual({ $ref: '#/components/schemas/B/properties/x' });
  });
  it('to anchors become pointers', async () => {
    const more = { ...version31, ...components({ A: { $anchor: 'here', type: 'string' } }) };
    expect((await translated({ $ref: '#here' }, more)).schema).toEqual({ $ref: '#/components/schemas/A' });
    expect((await translated({ $dynamicRef: '#here' }, more)).schema).toEqual({ $ref: '#/components/schemas/A' });
  });
  it('translate their targets wherever these stand', async () => {
    const { model } = await translated(
      { $ref: '#/x-parts/a' },
      { 'x-parts': { a: { type: 'string', nullable: true } } },
    );
    expect(Object.values(model.schemaDocuments)[0]?.root['x-parts']).toEqual({ a: { type: ['string', 'null'] } });
  });
  it('translate a shared place once', async () => {
    const more = components({ A: { type: 'string', nullable: true, minimum: 1, exclusiveMinimum: true } });
    const { model } = await translated({ items: { $ref: '#/components/schemas/A' } }, more);
    expect(Object.values(model.schemaDocuments)[0]?.root).toMatchObject(
      components({ A: { type: ['string', 'null'], exclusiveMinimum: 1 } }),
    );
  });
});

describe('defects of schemas', () => {
  it.each([
    ['boolean required', { type: 'string', required: true }, { type: 'string' }, 'boolean-required', '/required'],
    ['unknown type', { type: 'String' }, {}, 'schema-keyword-invalid', '/type'],
    ['number as text', { minimum: '3' }, { minimum: 3 }, 'schema-keyword-invalid', '/minimum'],
    ['negative length', { maxLength: -1 }, {}, 'schema-keyword-invalid', '/maxLength'],
    ['broken pattern', { pattern: '(' }, {}, 'schema-keyword-invalid', '/pattern'],
    ['empty enum', { enum: [] }, {}, 'schema-keyword-invalid', '/enum'],
    ['empty union', { oneOf: [] }, {}, 'schema-keyword-invalid', '/oneOf'],
    ['list of items', { items: [{ type: 'string' }] }, { prefixItems: [{ type: 'string' }] }, 'items-list', '/items'],
    [
      'property that is no schema',
      { properties: { a: null } },
      { properties: { a: true } },
      'schema-invalid',
      '/properties/a',
    ],
    ['two types in 3.0', { type: ['string', 'null'] }, { type: ['string', 'null'] }, 'type-list-in-3.0', '/type'],
  ])('%s', async (_, written, expected, code, below) => {
    const { schema, model } = await translated(written);
    expect(schema).toEqual(expected);
    const [finding, ...others] = model.documentFindings;
    expect(finding).toMatchObject({ code, disables: [] });
    expect(pointerIn(finding?.ref)).toBe(`/paths/~1x/get/responses/200/content/application~1json/schema${below}`);
    expect(others).toEqual([]);
  });

  it('suggests the type that was meant', async () => {
    const { model } = await translated({ type: 'interger' });
    expect(model.documentFindings[0]?.message).toContain('did you mean integer?');
  });

  it('does not take members of examples and of property maps for keywords', async () => {
    const written = {
      example: { required: true, nullable: true },
      properties: {
        required: { type: 'boolean' },
        nullable: { type: 'string', nullable: true },
        type: { enum: ['a'] },
      },
      'x-note': { type: 12 },
    };
    const { schema, model } = await translated(written);
    expect(schema).toEqual({
      ...written,
      properties: { ...written.properties, nullable: { type: ['string', 'null'] } },
    });
    expect(codesOf(model)).toEqual([]);
  });

  it('reports the defect of an unused schema too', async () => {
    const model = await modelOf({
      paths: { '/x': { get: { responses: { 200: { description: 'x' } } } } },
      ...components({ A: { type: 'any' } }),
    });
    expect(model.documentFindings.map(({ ref }) => pointerIn(ref))).toEqual(['/components/schemas/A/type']);
  });
});
