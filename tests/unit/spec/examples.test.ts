import { expect, it } from 'vitest';
import { examplesOf } from '../../../src/spec/index.ts';
import { modelOf, pointerIn } from './openapi/reading.ts';

it('lists every example once, with its schema, its direction and its own place', async () => {
  const pet = {
    type: 'object',
    properties: { name: { type: 'string', example: 'Rex' }, friend: { $ref: '#/components/schemas/Pet' } },
  };
  const json = (more: object) => ({ 'application/json': { schema: { $ref: '#/components/schemas/Pet' }, ...more } });
  const model = await modelOf({
    paths: {
      '/pets': {
        post: {
          parameters: [{ name: 'p', in: 'query', schema: { type: 'integer' }, example: 1 }],
          requestBody: { content: json({ example: { name: 'A' } }) },
          responses: {
            200: {
              description: 'x',
              content: json({ examples: { ok: { value: { name: 'B' } }, far: { externalValue: 'b.json' } } }),
            },
          },
        },
      },
    },
    components: { schemas: { Pet: pet } },
  });
  const found = examplesOf(model).map(({ handle, value, direction, ref }) => [
    direction,
    value,
    handle.pointer,
    pointerIn(ref),
  ]);
  const operation = '/paths/~1pets/post';
  const body = `${operation}/requestBody/content/application~1json`;
  const answer = `${operation}/responses/200/content/application~1json`;
  expect(found).toEqual([
    ['request', 1, `${operation}/parameters/0/schema`, `${operation}/parameters/0/example`],
    ['request', { name: 'A' }, `${body}/schema`, `${body}/example`],
    ['request', 'Rex', '/components/schemas/Pet/properties/name', '/components/schemas/Pet/properties/name/example'],
    ['response', { name: 'B' }, `${answer}/schema`, `${answer}/examples/ok/value`],
  ]);
  expect(model.unsupported).toMatchObject([{ what: 'example far' }]);
});

it('takes the text of another media type for content, not for a value', async () => {
  const content = { 'application/xml': { schema: { type: 'object' }, example: '<a/>' } };
  const model = await modelOf({ paths: { '/x': { get: { responses: { 200: { description: 'x', content } } } } } });
  expect(examplesOf(model)).toEqual([]);
});

it('reads the list of examples of OpenAPI 3.1 schemas', async () => {
  const schema = { type: 'string', examples: ['a', 'b'] };
  const responses = { 200: { description: 'x', content: { 'application/json': { schema } } } };
  const model = await modelOf({ openapi: '3.1.0', paths: { '/x': { get: { responses } } } });
  expect(examplesOf(model).map(({ value }) => value)).toEqual(['a', 'b']);
});
