import { describe, expect, it } from 'vitest';
import { codesOf, modelOf } from './reading.ts';

const answers = (links?: object) => ({ responses: { 200: { description: 'x', ...(links && { links }) } } });

const read = (links: object) =>
  modelOf({
    openapi: '3.1.0',
    paths: {
      '/things': { get: answers(links) },
      '/things/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        get: { operationId: 'readThing', ...answers() },
      },
    },
    components: { links: { shared: { operationId: 'readThing', parameters: { id: '$response.body#/0/id' } } } },
  });

describe('links of answers', () => {
  it('name the operation that they lead to, and where its parameters come from', async () => {
    const { operations } = await read({
      byId: { operationId: 'readThing', parameters: { 'path.id': '$response.body#/0/id' } },
      byRef: { operationRef: '#/paths/~1things~1{id}/get', parameters: { id: 'x1', deep: { a: 1 } } },
      shared: { $ref: '#/components/links/shared' },
    });
    expect(operations[0]?.responses[0]?.links).toMatchObject([
      { name: 'byId', operation: 'GET /things/{id}', parameters: { 'path.id': '$response.body#/0/id' } },
      { name: 'byRef', operation: 'GET /things/{id}', parameters: { id: 'x1' } },
      { name: 'shared', operation: 'GET /things/{id}', ref: { pointer: '/components/links/shared' } },
    ]);
    expect(operations[1]?.responses[0]).not.toHaveProperty('links');
  });

  it('are reported and left out when they lead nowhere', async () => {
    const model = await read({ lost: { operationId: 'nobody' }, bare: {} });
    expect(model.operations[0]?.responses[0]).not.toHaveProperty('links');
    expect(codesOf(model).filter((code) => code === 'link-broken')).toHaveLength(2);
  });
});
