import { describe, expect, it } from 'vitest';
import { undeclaredMembers } from '../../../src/check/shared/undeclared-members.ts';
import { undeclaredField } from '../../../src/check/undeclared-field.ts';
import type { JsonObject } from '../../../src/kernel/json.ts';
import { accusation, answer, outcomes, readThing, THING, THINGS } from './shared/scene.ts';

const found = (schema: JsonObject, value: unknown) =>
  undeclaredMembers(value, { document: 'd', pointer: '/s' }, { d: { digest: 'd', root: { s: schema } } });

describe('undeclared-field', () => {
  it('says which member is not described, as information', () => {
    const response = answer(200, { data: [THING, { ...THING, shard: 3 }] });
    expect(accusation(undeclaredField, { response })).toMatchObject({
      outcome: 'warn',
      message: expect.stringContaining('/data/*/shard'),
      evidence: [{ pointer: '/data/1/shard' }],
    });
    expect(undeclaredField.severity).toBe('info');
  });

  it('passes described answers, and leaves broken, refused and undescribed ones to others', () => {
    expect(outcomes(undeclaredField, { response: answer(200, THINGS) })).toEqual(['pass']);
    expect(outcomes(undeclaredField, { response: answer(200, { data: [{ shard: 3 }] }) })).toEqual([]);
    expect(outcomes(undeclaredField, { operation: readThing, response: answer(404, { shard: 3 }) })).toEqual([]);
  });

  it('reads members out of everything that a schema joins', () => {
    const joined = {
      properties: { a: {} },
      allOf: [{ $ref: '#/s/more' }],
      oneOf: [{ properties: { c: {} } }, { properties: { d: { properties: { e: {} } } } }],
      more: { properties: { b: {} } },
    };
    expect(found(joined, { a: 1, b: 2, c: 3, d: { e: 1, f: 2 }, g: 4 })).toEqual(['/d/f', '/g']);
  });

  it.each<[string, JsonObject]>([
    ['a schema for other members', { properties: { a: {} }, additionalProperties: { type: 'string' } }],
    ['members by pattern', { properties: { a: {} }, patternProperties: { '^x-': {} } }],
    ['no members named', { type: 'object' }],
    ['a condition', { properties: { a: {} }, if: {} }],
  ])('expects anything under %s', (_what, schema) => {
    expect(found(schema, { a: 1, other: 2 })).toEqual([]);
  });
});
