import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hole } from '../../../src/model/case.ts';
import { strategies } from '../../../src/plan/index.ts';
import { casesOf, contextOf, modelOf, SHOP, type Sketch } from './model.ts';

const shop = modelOf(SHOP);
const requestOf = (subject: { steps: readonly { request: unknown }[] } | undefined) => subject?.steps.at(-1)?.request;

describe('the registry', () => {
  it('holds exactly the plug-ins of the folder', () => {
    const folder = fileURLToPath(new URL('../../../src/plan/', import.meta.url));
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
    expect(strategies.all.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });
});

describe('examples', () => {
  it('send the required parameters only, then what the document gives', () => {
    const [plain] = casesOf(shop, 'examples', 'GET /orders');
    expect(requestOf(plain)).toMatchObject({ query: [], pathParameters: {} });
    expect(plain).toMatchObject({ intent: 'accept', title: 'a plain valid request' });
  });

  it('prefer known values, in parameters, body members and holes', () => {
    const hole: Hole = {
      $hole: { from: 'list', operation: 'GET /customers', pointer: '/*/key', pick: 3, fallback: 'f' },
    };
    const known = { operation: 'POST *', in: 'body', at: '/customer_id', value: hole } as const;
    const item = { operation: 'POST /orders', in: 'body', at: '/item', value: 'known' } as const;
    const other = { operation: 'GET /orders', in: 'body', at: '/item', value: 'not this' } as const;
    const [plain] = casesOf(shop, 'examples', 'POST /orders', { knownValues: [known, item, other] });
    expect(requestOf(plain)).toMatchObject({ body: { json: { item: 'known', customer_id: hole } } });
    const page = { operation: '*', in: 'query', at: 'page', value: '7' } as const;
    const [listed] = casesOf(shop, 'examples', 'GET /orders', { knownValues: [page] });
    expect(requestOf(listed)).toMatchObject({ query: [['page', '7']] });
  });

  it('send each body example, and start from the first', () => {
    const [operation] = SHOP.operations.filter(({ id }) => id === 'POST /orders');
    const customer_id = '7e5bcdbf-c818-4961-8da5-439cab1984e0';
    const bodyExamples = { one: { item: 'pen', customer_id }, two: { item: 'ink', customer_id }, broken: { item: 1 } };
    const model = modelOf({ ...SHOP, operations: operation ? [{ ...operation, bodyExamples }] : [] });
    const cases = casesOf(model, 'examples', 'POST /orders');
    expect(cases.map(requestOf)).toMatchObject([
      { body: { json: { item: 'pen' } } },
      { body: { json: { item: 'pen' } } },
      { body: { json: { item: 'ink' } } },
    ]);
  });

  it('say why nothing can be sent', () => {
    const sketch: Sketch = {
      schemas: { never: { type: 'string', enum: [1] }, image: {} },
      operations: [
        { id: 'GET /x', parameters: [{ in: 'query', name: 'q', schema: 'never', required: true }] },
        { id: 'PUT /y', body: 'image', bodyMediaType: 'application/xml' },
      ],
    };
    const model = modelOf(sketch);
    const reasons = model.operations.flatMap((operation) =>
      [...strategies.get('examples').sources(operation, contextOf(model))].flatMap(({ leftOut = [] }) =>
        leftOut.map(({ reason }) => reason),
      ),
    );
    expect(reasons).toEqual(['no valid value of query q could be made', 'bodies of application/xml cannot be written']);
  });
});

describe('authentication', () => {
  it('spoils the one credential in every way and asks once with a malformed input', () => {
    const cases = casesOf(shop, 'authentication', 'GET /orders', { notEntitled: 'guest' });
    expect(cases.map(({ steps }) => steps[0]?.credential)).toEqual([
      { use: 'spoilt', scheme: 'token', spoil: 'missing' },
      { use: 'spoilt', scheme: 'token', spoil: 'unknown' },
      { use: 'identity', name: 'guest' },
      { use: 'spoilt', scheme: 'token', spoil: 'empty' },
      { use: 'spoilt', scheme: 'token', spoil: 'missing' },
    ]);
    expect(cases.at(-1)).toMatchObject({
      intent: 'refuse-auth',
      fault: { in: 'query', at: 'filter', keyword: 'type' },
    });
    expect(requestOf(cases.at(-1))).toMatchObject({ query: [['filter', 'text']] });
  });

  it('spoils one of several credentials while the rest are right', () => {
    const cases = casesOf(modelOf({ ...SHOP, security: ['key', 'token'] }), 'authentication', 'GET /customers');
    const used = cases.map(({ steps }) => steps[0]?.credential);
    expect(used[0]).toEqual({ use: 'none' });
    expect(used.filter((use) => use?.use === 'spoilt' && use.scheme === 'key')).toHaveLength(3);
    expect(used.filter((use) => use?.use === 'spoilt' && use.scheme === 'token')).toHaveLength(3);
  });

  it('breaks the body where there is no query', () => {
    const last = casesOf(shop, 'authentication', 'POST /orders').at(-1);
    expect(requestOf(last)).toMatchObject({ body: { mediaType: 'application/json', text: '{"data":' } });
    expect(last?.fault?.in).toBe('body');
  });

  it('asks nothing of public operations', () => {
    expect(casesOf(modelOf({ ...SHOP, security: [] }), 'authentication', 'GET /orders')).toEqual([]);
  });
});

describe('negatives', () => {
  it('have one fault each, named with its place and clause', () => {
    const cases = casesOf(shop, 'negatives', 'GET /orders').filter(({ intent }) => intent === 'reject');
    expect(cases.find(({ title }) => title === 'query page: 51 is over the maximum 50')).toMatchObject({
      fault: { in: 'query', at: 'page', keyword: 'maximum', clause: { pointer: '/schemas/page/maximum' } },
    });
    expect(cases.map(requestOf)).toContainEqual(expect.objectContaining({ query: [['filter[status]', '']] }));
    for (const { fault } of cases) expect(fault?.keyword).toBeTruthy();
  });

  it('never put a value into the path that would make it another path', () => {
    for (const { steps } of casesOf(shop, 'negatives', 'GET /orders/{id}'))
      expect(steps[0]?.request.pathParameters['id']).toMatch(/^[^/?#]+$/);
  });

  it('leave out required parameters and bodies, break JSON, and change the media type', () => {
    const model = modelOf({
      schemas: { q: { type: 'string', minLength: 1 }, b: { type: 'object', required: ['a'], properties: { a: {} } } },
      operations: [{ id: 'POST /x', parameters: [{ in: 'query', name: 'q', schema: 'q', required: true }], body: 'b' }],
    });
    const cases = casesOf(model, 'negatives', 'POST /x');
    const titles = cases.map(({ title, intent }) => `${intent}: ${title}`);
    expect(titles).toEqual(
      expect.arrayContaining([
        'reject: query q: the required parameter is missing',
        'reject: the required body is missing',
        'reject: the body is no JSON: it ends too early',
        'observe: the body is sent as application/xml, which is not described',
      ]),
    );
  });

  it('try an undescribed method once per path, and only when asked to', () => {
    const tried = (over: object) =>
      shop.operations.flatMap(({ id }) =>
        casesOf(shop, 'negatives', id, over).filter(({ fault }) => fault?.in === 'method'),
      );
    expect(tried({})).toEqual([]);
    const asked = tried({ undeclaredMethods: true });
    expect(asked.map(({ operation }) => operation)).toEqual([
      'GET /orders',
      'GET /orders/{id}',
      'PUT /orders/{id}/cancel',
      'GET /orders/{id}/lines',
      'GET /customers',
    ]);
    expect(asked.map(({ steps }) => steps[0]?.request.method)).toEqual(['PATCH', 'PATCH', 'PATCH', 'PATCH', 'PATCH']);
  });

  it('say what the caps left out', () => {
    const members = Array.from({ length: 40 }, (_, index) => `m${index}`);
    const properties = Object.fromEntries(members.map((name) => [name, { type: 'integer', minimum: 0 }]));
    const model = modelOf({
      schemas: { wide: { type: 'object', required: members, properties } },
      operations: [{ id: 'PUT /wide', body: 'wide' }],
    });
    const [operation] = model.operations;
    const started = performance.now();
    const sources = operation ? [...strategies.get('negatives').sources(operation, contextOf(model))] : [];
    expect(performance.now() - started).toBeLessThan(2000);
    expect(sources[0]?.leftOut?.[0]?.reason).toMatch(
      /^only the 22 most telling of \d+ faults of the application\/json body/,
    );
  });
});

describe('boundaries', () => {
  it('vary one parameter at a time and never the learnt id', () => {
    const cases = casesOf(shop, 'boundaries', 'GET /orders');
    expect(cases.map(requestOf)).toContainEqual(expect.objectContaining({ query: [['page', '50']] }));
    expect(casesOf(shop, 'boundaries', 'GET /orders/{id}')).toEqual([]);
  });

  it('send the value that they speak of, also where an id is learnt otherwise', () => {
    const sketch = {
      ...SHOP,
      schemas: { ...SHOP.schemas, filter: { type: 'object', properties: { customer_id: { type: 'string' } } } },
    };
    const cases = casesOf(modelOf(sketch), 'boundaries', 'GET /orders');
    const query = (title: string) => cases.find((subject) => subject.title === title)?.steps[0]?.request.query;
    expect(query('query filter: customer_id: an empty text')).toEqual([['filter[customer_id]', '']]);
    expect(query('query filter: all members')).toMatchObject([
      ['filter[customer_id]', { $hole: { operation: 'GET /customers' } }],
    ]);
  });

  it('pack bodies, each on a resource of its own', () => {
    const cases = casesOf(shop, 'boundaries', 'POST /orders');
    expect(cases.length).toBeLessThanOrEqual(4);
    expect(cases[0]?.title).toContain('; ');
  });
});

describe('sequences', () => {
  it('create and read what was created', () => {
    const [subject] = casesOf(shop, 'sequences', 'POST /orders');
    expect(subject?.steps.map(({ operation }) => operation)).toEqual(['POST /orders', 'GET /orders/{id}']);
    expect(subject?.steps[1]?.request.pathParameters['id']).toMatchObject({
      $hole: { from: 'step', step: 0, pointer: '/data/id' },
    });
  });

  it('delete what they created, then read it', () => {
    const [subject] = casesOf(shop, 'sequences', 'DELETE /orders/{id}');
    expect(subject?.steps.map(({ operation }) => operation)).toEqual([
      'POST /orders',
      'DELETE /orders/{id}',
      'GET /orders/{id}',
      'DELETE /orders/{id}',
    ]);
    expect(subject?.steps[2]?.request.pathParameters).toEqual(subject?.steps[1]?.request.pathParameters);
  });

  it('without a way to create, delete a listed one and read the same', () => {
    const operations = SHOP.operations.filter(({ id }) => id !== 'POST /orders');
    const [subject] = casesOf(modelOf({ ...SHOP, operations }), 'sequences', 'DELETE /orders/{id}');
    expect(subject?.steps).toHaveLength(3);
    expect(subject?.steps[1]?.request.pathParameters).toEqual(subject?.steps[0]?.request.pathParameters);
  });

  it('act twice on one resource', () => {
    const [subject] = casesOf(shop, 'sequences', 'PUT /orders/{id}/cancel');
    expect(subject?.intent).toBe('observe');
    expect(subject?.steps[0]).toEqual(subject?.steps[1]);
  });
});

describe('properties', () => {
  it('draw whole valid requests that are the same for the same seed', () => {
    const model = shop;
    const [operation] = model.operations;
    const context = contextOf(model);
    const [source] = operation ? [...strategies.get('properties').sources(operation, context)] : [];
    if (source?.kind !== 'property') throw new Error('no property source');
    const draw = () => fc.sample(source.arbitrary, { seed: 4, numRuns: 15 });
    expect(draw()).toEqual(draw());
    const pages = draw().flatMap(({ steps }) => steps[0]?.request.query.filter(([name]) => name === 'page') ?? []);
    for (const [, page] of pages) expect(Number(page)).toSatisfy((n: number) => n >= 1 && n <= 50);
    expect(new Set(draw().map(({ id }) => id)).size).toBeGreaterThan(3);
  });
});

describe('declared', () => {
  const declaredCase = {
    requirement: 'R1',
    operation: 'POST /orders',
    title: 'no body is refused',
    given: [{ operation: 'GET /orders', query: { 'filter[status]': 'open' }, identity: 'other' }],
    when: { json: null, headers: { 'X-Trace': 'a' } },
    expect: { statuses: [400] },
  };

  it('are sent as they stand, judged by their requirement', () => {
    const [subject] = casesOf(shop, 'declared', 'POST /orders', { declaredCases: [declaredCase] });
    expect(subject).toMatchObject({
      intent: 'observe',
      expectation: { statuses: [400], basis: { kind: 'requirement', id: 'R1' } },
      steps: [
        { request: { query: [['filter[status]', 'open']] }, credential: { use: 'identity', name: 'other' } },
        { request: { headers: [['x-trace', 'a']] }, credential: { use: 'default' } },
      ],
    });
    expect(requestOf(subject)).not.toHaveProperty('body');
  });

  it('without a body of their own get a valid one', () => {
    const { json: _, ...when } = declaredCase.when;
    const [subject] = casesOf(shop, 'declared', 'POST /orders', { declaredCases: [{ ...declaredCase, when }] });
    expect(requestOf(subject)).toHaveProperty('body.json.item');
  });
});
