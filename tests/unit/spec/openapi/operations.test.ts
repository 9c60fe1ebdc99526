import { describe, expect, it } from 'vitest';
import { schemaAt } from '../../../../src/model/schema.ts';
import { codesOf, modelOf, operationOf, pointerIn } from './reading.ts';

const parameter = (more: object) => ({ name: 'p', in: 'query', schema: { type: 'string' }, ...more });

describe('parameters', () => {
  it.each([
    [{ in: 'query' }, 'form', true],
    [{ in: 'query', style: 'form', explode: false }, 'form', false],
    [{ in: 'query', style: 'spaceDelimited' }, 'spaceDelimited', false],
    [{ in: 'query', style: 'deepObject', explode: true }, 'deepObject', true],
    [{ in: 'header' }, 'simple', false],
    [{ in: 'cookie' }, 'form', true],
    [{ in: 'path', required: true }, 'simple', false],
    [{ in: 'path', required: true, style: 'matrix', explode: true }, 'matrix', true],
  ])('%j has style %s and explode %s', async (more, style, explode) => {
    const operation = await operationOf({ parameters: [parameter(more)] }, {}, more.in === 'path' ? '/x/{p}' : '/x');
    expect(operation.parameters).toMatchObject([{ name: 'p', style, explode, allowReserved: false }]);
  });

  it('of an operation override those of its path by name and place', async () => {
    const model = await modelOf({
      paths: {
        '/x': {
          parameters: [parameter({}), parameter({ name: 'other' }), parameter({ in: 'header' })],
          get: { parameters: [parameter({ required: true })], responses: { 200: { description: 'x' } } },
        },
      },
    });
    const [operation] = model.operations;
    expect(operation?.parameters.map((one) => [one.in, one.name, one.required, pointerIn(one.ref)])).toEqual([
      ['query', 'p', true, '/paths/~1x/get/parameters/0'],
      ['query', 'other', false, '/paths/~1x/parameters/1'],
      ['header', 'p', false, '/paths/~1x/parameters/2'],
    ]);
  });

  it('may be serialised by a media type', async () => {
    const content = { 'application/json': { schema: { type: 'object' }, example: { a: 1 } } };
    const operation = await operationOf({ parameters: [{ name: 'p', in: 'query', content }] });
    const [first] = operation.parameters;
    expect(first).toMatchObject({ mediaType: 'application/json', examples: [{ value: { a: 1 } }] });
    expect(first?.schema.pointer).toBe('/paths/~1x/get/parameters/0/content/application~1json/schema');
  });

  it('carry the place of their definition when they are referred to', async () => {
    const components = {
      parameters: { P: parameter({ examples: { one: { $ref: '#/components/examples/E' } } }) },
      examples: { E: { value: 'v' } },
    };
    const operation = await operationOf({ parameters: [{ $ref: '#/components/parameters/P' }] }, { components });
    const [first] = operation.parameters;
    expect(pointerIn(first?.ref)).toBe('/components/parameters/P');
    expect(first?.schema.pointer).toBe('/components/parameters/P/schema');
    expect(first?.examples).toMatchObject([
      { name: 'one', value: 'v', ref: { pointer: '/components/examples/E/value' } },
    ]);
  });

  it('that the path needs and nobody defined are read as strings', async () => {
    const model = await modelOf({ paths: { '/x/{id}': { get: { responses: { 200: { description: 'x' } } } } } });
    const [id] = model.operations[0]?.parameters ?? [];
    expect(id).toMatchObject({ name: 'id', in: 'path', required: true });
    expect(id && schemaAt(model.schemaDocuments, id.schema)).toEqual({ type: 'string', minLength: 1 });
    expect(codesOf(model)).toEqual(['path-parameter-undefined']);
  });
});

describe('bodies and answers', () => {
  it('keep media types in lower case with their parameters', async () => {
    const content = { 'Application/JSON; Charset=UTF-8': { schema: { type: 'object' } }, 'text/*': {} };
    const operation = await operationOf({ responses: { 200: { description: 'x', content } } });
    expect(operation.responses[0]?.content.map(({ mediaType, schema }) => [mediaType, schema !== undefined])).toEqual([
      ['application/json; charset=UTF-8', true],
      ['text/*', false],
    ]);
  });

  it('are found by exact status, range and default', async () => {
    const operation = await operationOf({
      responses: {
        200: { description: 'a' },
        '4xx': { description: 'b' },
        default: { description: 'c' },
        'x-note': {},
      },
    });
    expect(operation.responses.map(({ status }) => status)).toEqual(['200', '4XX', 'default']);
  });

  it('promise headers, also those that start with x-, but not Content-Type', async () => {
    const headers = {
      'x-total': { required: true, schema: { type: 'integer' } },
      'Content-Type': {},
      ETag: { $ref: '#/components/headers/E' },
    };
    const operation = await operationOf(
      { responses: { 200: { description: 'x', headers } } },
      { components: { headers: { E: {} } } },
    );
    expect(operation.responses[0]?.headers).toMatchObject([
      { name: 'x-total', required: true, schema: { pointer: '/paths/~1x/get/responses/200/headers/x-total/schema' } },
      { name: 'etag', required: false, ref: { pointer: '/components/headers/E' } },
    ]);
  });

  it('are not sent with GET', async () => {
    const requestBody = { content: { 'application/json': {} } };
    const paths = {
      '/x': { get: { requestBody, responses: { 200: {} } }, delete: { requestBody, responses: { 204: {} } } },
    };
    const model = await modelOf({ paths });
    expect(model.operations.map(({ method, requestBody: body }) => [method, body !== undefined])).toEqual([
      ['GET', false],
      ['DELETE', true],
    ]);
    expect(codesOf(model)).toEqual(['request-body-ignored']);
  });
});

describe('security', () => {
  const securitySchemes = {
    token: { type: 'http', scheme: 'Bearer' },
    login: { type: 'http', scheme: 'basic' },
    key: { type: 'apiKey', in: 'query', name: 'api_key', description: 'Ask for one' },
    oauth: { type: 'oauth2', flows: {} },
    digest: { type: 'http', scheme: 'digest' },
    tls: { type: 'mutualTLS' },
  };
  const more = { components: { securitySchemes }, security: [{ token: [] }] };

  it('maps schemes to those that can be applied, and keeps others as written', async () => {
    const model = await modelOf({ ...more, paths: { '/x': { get: { responses: { 200: {} } } } } });
    const schemes = Object.values(model.securitySchemes).map(({ name, scheme }) => [name, scheme]);
    expect(Object.fromEntries(schemes)).toEqual({
      token: 'bearer',
      login: 'basic',
      key: 'api-key',
      oauth: 'bearer',
      digest: 'digest',
      tls: 'mutualTLS',
    });
    expect(model.securitySchemes['key']).toMatchObject({
      in: 'query',
      parameterName: 'api_key',
      description: 'Ask for one',
    });
  });

  it('is the document’s unless the operation says otherwise', async () => {
    expect((await operationOf({}, more)).security).toMatchObject([
      { schemes: [{ name: 'token' }], ref: { pointer: '/security/0' } },
    ]);
    expect((await operationOf({ security: [] }, more)).security).toEqual([]);
  });

  it('keeps alternatives, joint schemes, scopes and anonymous access', async () => {
    const { security } = await operationOf({ security: [{ token: [], key: [] }, { oauth: ['read'] }, {}] }, more);
    expect(security.map(({ schemes }) => schemes.map(({ name, scopes }) => `${name}:${scopes}`))).toEqual([
      ['token:', 'key:'],
      ['oauth:read'],
      [],
    ]);
  });
});

describe('what is not an object or a list where one is expected', () => {
  it.each([
    [{ responses: { 200: 'fine' } }, 'object-expected', '/paths/~1x/get/responses/200'],
    [{ parameters: [null] }, 'object-expected', '/paths/~1x/get/parameters/0'],
    [{ requestBody: 12 }, 'object-expected', '/paths/~1x/get/requestBody'],
    [{ security: 'none' }, 'security-invalid', '/paths/~1x/get/security'],
    [{ parameters: {} }, 'parameters-invalid', '/paths/~1x/get/parameters'],
  ])('%j is reported', async (operation, code, pointer) => {
    const model = await modelOf({ paths: { '/x': { get: { responses: { 200: {} }, ...operation } } } });
    expect(model.documentFindings.map((one) => [one.code, pointerIn(one.ref)])).toEqual([[code, pointer]]);
    expect(model.operations).toHaveLength(1);
  });
});

describe('the head', () => {
  it('reads the documented rate limit', async () => {
    const written = { requests: 1000, window: '5m', algorithm: 'rolling', per: 'credential', status: 429 };
    const model = await modelOf({ 'x-rate-limit': written, paths: { '/x': { get: { responses: { 200: {} } } } } });
    expect(model.ratePolicies).toMatchObject([
      {
        requests: 1000,
        windowMs: 300_000,
        algorithm: 'rolling',
        per: 'credential',
        status: 429,
        ref: { pointer: '/x-rate-limit' },
      },
    ]);
  });

  it('lists what no case can be made of', async () => {
    const model = await modelOf({
      openapi: '3.1.0',
      webhooks: { fired: {} },
      paths: { '/x': { get: { servers: [{ url: '/' }], callbacks: { c: {} }, responses: { 200: {} } } } },
    });
    expect(model.unsupported.map(({ what }) => what)).toEqual([
      'servers of GET /x',
      'callbacks of GET /x',
      'webhook fired',
    ]);
  });
});
