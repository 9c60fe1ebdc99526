import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../src/kernel/json.ts';
import { valueAt } from '../../src/kernel/json-pointer.ts';
import { createSchemas, type SchemaIssue } from '../../src/schema/index.ts';

const name = fc.constantFrom('a', 'b', 'm/n', '~');
const type = fc.constantFrom('string', 'integer', 'boolean', 'array', 'object', 'null');

/** Random sound schemas with references, unions and closed objects. */
const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type }),
    fc.record({
      enum: fc.uniqueArray(fc.jsonValue({ maxDepth: 0 }), { minLength: 1, maxLength: 3 }),
    }) as fc.Arbitrary<Json>,
    fc.record({ minimum: fc.integer({ min: -3, max: 3 }), maxLength: fc.nat(3) }),
    fc.record({ $ref: fc.constantFrom('#/s', '#/other') }),
    fc.record({
      type: fc.constant('object'),
      required: fc.uniqueArray(name, { maxLength: 2 }),
      properties: fc.dictionary(name, tie('schema'), { maxKeys: 3 }),
      additionalProperties: fc.boolean(),
    }),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }), not: tie('schema') }),
  ) as fc.Arbitrary<Json>,
}));

const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
const guarded = { type: ['object', 'array', 'string'], properties: { a: { $ref: '#/s/properties/x' } } };

function rootOf(written: Json): JsonObject {
  return { s: { properties: { x: { type: 'string' } }, items: written }, other: guarded };
}

function issuesOf(root: JsonObject, found: Json): readonly SchemaIssue[] | undefined {
  const answer = createSchemas({ d: { digest: 'd', root } }).validate(
    { document: 'd', pointer: '/s' },
    [found],
    'response',
  );
  return answer.kind === 'invalid' ? answer.issues : answer.kind === 'valid' ? [] : undefined;
}

describe('validation', () => {
  it('is total and repeatable, and every issue names a place that exists in the document and in the value', () => {
    fc.assert(
      fc.property(schema, value, (written, found) => {
        const root = rootOf(written);
        const issues = issuesOf(root, found);
        expect(issues).toBeDefined();
        expect(issuesOf(root, found)).toEqual(issues);
        for (const { at, clause, message } of issues ?? []) {
          expect(valueAt([found], at)).toBeDefined();
          expect(clause.kind === 'document' && valueAt(root, clause.pointer)).toBeDefined();
          expect(message).toMatch(/^expected .+, found .+/s);
        }
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('of a value against its own constant never fails, and against another constant always does', () => {
    fc.assert(
      fc.property(value, value, (found, other) => {
        expect(issuesOf(rootOf({ const: found }), found)).toEqual([]);
        fc.pre(
          JSON.stringify(found) !== JSON.stringify(other) &&
            !isJsonObject(found) &&
            !isJsonObject(other) &&
            !Array.isArray(found),
        );
        fc.pre(!Object.is(found, -0) && !Object.is(other, -0));
        expect(issuesOf(rootOf({ const: found }), other)).toHaveLength(1);
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});
