import { describe, expect, it } from 'vitest';
import { valueAt } from '../../../../src/kernel/json-pointer.ts';
import type { Operation } from '../../../../src/model/operation.ts';
import { createSchemas } from '../../../../src/schema/index.ts';
import { codesOf, modelOf, pointerIn } from './reading.ts';

const ok = { 200: { description: 'x' } };

function swagger(paths: object, more: object = {}) {
  return modelOf({ openapi: undefined, swagger: '2.0', paths, ...more });
}

async function postOf(operation: object, more: object = {}): Promise<Operation> {
  const { operations } = await swagger({ '/x': { post: { responses: ok, ...operation } } }, more);
  const [only] = operations;
  if (!only) throw new Error('there is no operation');
  return only;
}

describe('an OpenAPI 2.0 document', () => {
  it('has parameters that are their own schemas, at their own places', async () => {
    const paths = {
      '/x/{id}': {
        parameters: [{ $ref: '#/parameters/id' }],
        get: { parameters: [{ name: 'q', in: 'query', type: 'integer', minimum: 1, required: true }], responses: ok },
        delete: { responses: ok },
      },
    };
    const model = await swagger(paths, {
      parameters: { id: { name: 'id', in: 'path', type: 'string', required: true } },
    });
    expect(codesOf(model)).toEqual([]);
    const [get, del] = model.operations;
    expect(get?.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true, schema: { pointer: '/parameters/id' } },
      { name: 'q', in: 'query', required: true, schema: { pointer: '/paths/~1x~1{id}/get/parameters/0' } },
    ]);
    expect(del?.parameters).toMatchObject([{ name: 'id', required: true }]);
    const handle = get?.parameters[1]?.schema;
    const answer = handle && createSchemas(model.schemaDocuments).validate(handle, 0, 'request');
    expect(answer).toMatchObject({
      kind: 'invalid',
      issues: [{ clause: { pointer: '/paths/~1x~1{id}/get/parameters/0/minimum' } }],
    });
  });

  it.each([
    ['csv', { style: 'form', explode: false }],
    ['multi', { style: 'form', explode: true }],
    ['ssv', { style: 'spaceDelimited', explode: false }],
    ['pipes', { style: 'pipeDelimited', explode: false }],
  ])('writes query lists of collectionFormat %s', async (collectionFormat, expected) => {
    const list = { name: 'q', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat };
    expect((await postOf({ parameters: [list] })).parameters[0]).toMatchObject(expected);
  });

  it('reports collection formats that cannot be written', async () => {
    const list = (place: string, collectionFormat: string) => ({
      name: 'q',
      in: place,
      type: 'array',
      collectionFormat,
    });
    const model = await swagger({
      '/x': { get: { parameters: [list('query', 'tsv'), list('header', 'pipes')], responses: ok } },
    });
    expect(codesOf(model)).toEqual(['parameter-style-invalid', 'parameter-style-invalid']);
    expect(model.operations[0]?.parameters.map(({ style }) => style)).toEqual(['form', 'simple']);
  });

  it('has a body in every media type that it consumes, JSON when it names none', async () => {
    const body = { name: 'b', in: 'body', required: true, schema: { $ref: '#/definitions/A' } };
    const definitions = { definitions: { A: { type: 'object' } } };
    const consumed = await postOf({ parameters: [body], consumes: ['application/json', 'Text/CSV'] }, definitions);
    expect(consumed.requestBody).toMatchObject({
      required: true,
      content: [{ mediaType: 'application/json' }, { mediaType: 'text/csv' }],
    });
    expect(pointerIn(consumed.requestBody?.ref)).toBe('/paths/~1x/post/parameters/0');
    expect((await postOf({ parameters: [body] }, definitions)).requestBody?.content[0]?.mediaType).toBe(
      'application/json',
    );
  });

  it('has forms whose fields stay where they are written', async () => {
    const field = (name: string, more: object) => ({ name, in: 'formData', type: 'string', ...more });
    const model = await swagger({
      '/x': {
        post: {
          parameters: [field('a', { required: true, maxLength: 2 }), field('f', { type: 'file' })],
          responses: ok,
        },
      },
    });
    const body = model.operations[0]?.requestBody;
    expect(body?.content).toMatchObject([{ mediaType: 'multipart/form-data' }]);
    const schema = body?.content[0]?.schema;
    const validate = (value: unknown) =>
      schema && createSchemas(model.schemaDocuments).validate(schema, value, 'request');
    expect(validate({ a: 'x', f: 'file' })).toEqual({ kind: 'valid' });
    expect(validate({ f: 'file' })?.kind).toBe('invalid');
    expect(validate({ a: 'xyz' })).toMatchObject({
      issues: [{ clause: { pointer: '/paths/~1x/post/parameters/0/maxLength' } }],
    });
  });

  it('sends a form without files URL-encoded', async () => {
    const { requestBody } = await postOf({ parameters: [{ name: 'a', in: 'formData', type: 'string' }] });
    expect(requestBody).toMatchObject({
      required: false,
      content: [{ mediaType: 'application/x-www-form-urlencoded' }],
    });
  });

  it('has answers in every media type that it produces, with examples and headers', async () => {
    const answer = {
      description: 'x',
      schema: { type: 'object', properties: { a: { type: 'string', 'x-nullable': true } } },
      examples: { 'application/json': { a: null } },
      headers: { 'X-Rate': { type: 'integer' } },
    };
    const model = await swagger({
      '/x': { get: { responses: { 200: answer }, produces: ['application/json', 'text/csv'] } },
    });
    const [promise] = model.operations[0]?.responses ?? [];
    expect(promise?.content.map(({ mediaType, examples }) => [mediaType, examples.length])).toEqual([
      ['application/json', 1],
      ['text/csv', 0],
    ]);
    const header = promise?.headers[0];
    expect(header).toMatchObject({ name: 'x-rate', required: false });
    const schemas = createSchemas(model.schemaDocuments);
    const content = promise?.content[0]?.schema;
    expect(content && schemas.validate(content, { a: null }, 'response').kind).toBe('valid');
    expect(content && schemas.validate(content, { a: 1 }, 'response').kind).toBe('invalid');
    expect(header?.schema && schemas.validate(header.schema, 'x', 'response').kind).toBe('invalid');
  });

  it('has no body where it gives no schema, and any media type where it names none', async () => {
    const { responses } = await postOf({
      responses: { 200: { description: 'x', schema: {} }, 204: { description: 'y' } },
    });
    expect(responses.map(({ content }) => content.map(({ mediaType }) => mediaType))).toEqual([['*/*'], []]);
  });

  it('has servers out of schemes, host and basePath', async () => {
    const servers = async (more: object) => (await swagger({ '/x': { get: { responses: ok } } }, more)).servers;
    expect(await servers({ schemes: ['http', 'https'], host: 'a.example', basePath: '/v1/' })).toEqual([
      'http://a.example/v1',
      'https://a.example/v1',
    ]);
    expect(await servers({ host: 'a.example' })).toEqual(['https://a.example']);
    expect(await servers({ basePath: '/v1' })).toEqual(['/v1']);
    expect(await servers({})).toEqual([]);
  });

  it('has security definitions of every kind', async () => {
    const securityDefinitions = {
      b: { type: 'basic' },
      k: { type: 'apiKey', in: 'header', name: 'X-Key' },
      o: { type: 'oauth2', flow: 'implicit', scopes: { read: 'x' } },
    };
    const model = await swagger(
      { '/x': { get: { security: [{ b: [], k: [] }, { o: ['read'] }, {}], responses: ok } } },
      { securityDefinitions },
    );
    expect(model.securitySchemes).toMatchObject({
      b: { scheme: 'basic' },
      k: { scheme: 'api-key', in: 'header', parameterName: 'X-Key' },
      o: { scheme: 'bearer' },
    });
    expect(model.operations[0]?.security.map(({ schemes }) => schemes.length)).toEqual([2, 1, 0]);
  });

  it('tells a discriminator by name and keeps circular definitions', async () => {
    const definitions = {
      Node: {
        type: 'object',
        discriminator: 'kind',
        properties: { kind: { type: 'string' }, next: { $ref: '#/definitions/Node' } },
      },
    };
    const model = await swagger(
      { '/x': { get: { responses: { 200: { description: 'x', schema: { $ref: '#/definitions/Node' } } } } } },
      { definitions },
    );
    const [document] = Object.values(model.schemaDocuments);
    expect(valueAt(document?.root, '/definitions/Node/discriminator')).toEqual({ propertyName: 'kind' });
    expect(valueAt(document?.root, '/definitions/Node/properties/next/$ref')).toBe('#/definitions/Node');
  });
});
