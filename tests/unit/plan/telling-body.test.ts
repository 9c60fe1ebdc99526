import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/kernel/json.ts';
import { otherBody, partialBody, refusedBody, tellingBody } from '../../../src/plan/shared/telling-body.ts';
import { contextOf, modelOf } from './model.ts';

const text = (rest: JsonObject = {}): JsonObject => ({ type: 'string', ...rest });
const object = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

/** What each of the bodies is for an operation with this schema. */
function bodiesOf(body: JsonObject) {
  const context = contextOf(modelOf({ schemas: { body }, operations: [{ id: 'PUT /x', body: 'body' }] }));
  const [operation] = context.model.operations;
  if (!operation) throw new Error('no operation');
  const accepted = (value: Json | undefined) =>
    value !== undefined && context.generator.accepts({ document: 'doc', pointer: '/schemas/body' }, value);
  return {
    accepted,
    telling: tellingBody(operation, context)?.plain,
    other: otherBody(operation, context)?.plain,
    partial: partialBody(operation, context)?.plain,
    refused: refusedBody(operation, context),
  };
}

describe('a body that tells', () => {
  it('holds text beyond ASCII, beyond the basic plane too, where people write', () => {
    const { telling, accepted } = bodiesOf(object({ name: text(), code: text() }, ['name', 'code']));
    expect(telling).toMatchObject({ name: expect.stringMatching(/\p{Script=Hebrew}.*🦔/u), code: 'text' });
    expect(accepted(telling)).toBe(true);
  });

  it('holds as much of it as there is room for', () => {
    const short = bodiesOf(object({ name: text({ maxLength: 3 }) }, ['name']));
    expect(short.telling).toEqual({ name: 'Zoë' });
    const ascii = bodiesOf(object({ name: text({ pattern: '^[a-z]+$' }) }, ['name']));
    expect(ascii.accepted(ascii.telling)).toBe(true);
    expect(JSON.stringify(ascii.telling)).toMatch(/^[\x20-\x7e]*$/);
  });
});

describe('another body', () => {
  it('differs from the first in its text, and is valid', () => {
    const { telling, other, accepted } = bodiesOf(object({ title: text(), size: { type: 'integer' } }, ['title']));
    expect(accepted(other)).toBe(true);
    expect(other).not.toMatchObject({ title: (telling as { title: string }).title });
  });
});

describe('a partial body', () => {
  it('names one member, and is valid by itself', () => {
    const { partial, accepted } = bodiesOf(object({ label: text(), size: { type: 'integer' } }));
    expect(Object.keys(partial as object)).toEqual(['label']);
    expect(accepted(partial)).toBe(true);
  });

  it('is not made where more is required', () => {
    expect(bodiesOf(object({ a: text(), b: text() }, ['a', 'b'])).partial).toBeUndefined();
  });
});

describe('a refused body', () => {
  it('breaks one rule of one member, and otherwise is the other body', () => {
    const { refused, other, accepted } = bodiesOf(
      object({ name: text(), size: { type: 'integer', minimum: 3, maximum: 9 } }, ['name', 'size']),
    );
    expect(accepted(refused?.value.plain)).toBe(false);
    expect(refused?.says).toMatch(/^body \/size: .*(under the minimum 3|over the maximum 9)/);
    expect(refused?.value.plain).toMatchObject({ name: (other as { name: string }).name });
  });

  it('is not made where every value is right', () => {
    expect(bodiesOf({ type: 'object', properties: { any: {} } }).refused).toBeUndefined();
  });
});
