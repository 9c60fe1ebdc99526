import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createGenerator } from '../../../../src/generate/index.ts';
import type { Json } from '../../../../src/kernel/json.ts';
import type { ApiModel } from '../../../../src/model/api.ts';
import { type Operation, promiseFor } from '../../../../src/model/operation.ts';
import { ROUTES } from '../../../../src/sandbox/npq/routes.ts';
import { createSchemas } from '../../../../src/schema/index.ts';
import { loadSpec } from '../../../../src/spec/index.ts';
import { type Asking, type Client, client, type Reply, type Resource } from './client.ts';

const DOCUMENT = fileURLToPath(new URL('../../../../specs/npq-registration/v3.yaml', import.meta.url));
const NOBODY = '00000000-0000-4000-8000-000000000000';

let model: ApiModel;
/** What is wrong with a reply by the document; empty when nothing is. */
let faultsOf: (operation: Operation, reply: Reply) => string[];

beforeAll(async () => {
  model = await loadSpec(DOCUMENT);
  const schemas = createSchemas(model.schemaDocuments);
  faultsOf = (operation, reply) => {
    const promise = promiseFor(operation, reply.status);
    if (!promise) return [`status ${reply.status} is not declared: ${reply.text.slice(0, 200)}`];
    const content = promise.content.find(({ mediaType }) => mediaType === reply.headers.get('content-type'));
    if (!content?.schema) return [`media type ${reply.headers.get('content-type')} is not declared`];
    const answer = schemas.validate(content.schema, reply.json, 'response');
    return answer.kind === 'invalid' ? answer.issues.map((issue) => `${issue.at} ${issue.message}`) : [];
  };
});

/** Every operation at this path with every id of the fixtures that may stand in it. */
async function paths(emulated: Client, operation: Operation): Promise<string[]> {
  if (!operation.path.includes('{id}')) return [operation.path];
  const list = operation.path.slice(0, operation.path.indexOf('/{id}'));
  const own = await emulated.list(`${list}?page[per_page]=12`);
  const foreign = await emulated.list(`${list}?page[per_page]=2`, 'Bearer best-practice-token');
  const ids = [...own, ...foreign].map((item: Resource) => item.id);
  return [...ids, NOBODY, 'not-a-uuid', '%20', '%E0%A4', "a'b"].map((id) => operation.path.replace('{id}', id));
}

const QUERIES = [
  ...[
    '0',
    '-1',
    '1',
    '2',
    '1.5',
    '1e3',
    'abc',
    '',
    '%20',
    '3000',
    '3001',
    '99999999999999999999',
    '1abc',
    'null',
  ].flatMap((value) => [`page[page]=${value}`, `page[per_page]=${value}`]),
  'page=2',
  'page[]=2',
  'page[page][]=2',
  'filter=x',
  'filter[]=x',
  'filter[updated_since][]=x',
  ...['cohort', 'updated_since', 'created_since', 'participant_id', 'training_status', 'from_participant_id'].flatMap(
    (name) =>
      [
        '',
        '2025',
        '2025,2021',
        'x',
        '2025-02-30T00:00:00Z',
        '2025-03-01T00:00:00Z',
        '2025-03-01',
        'active',
        NOBODY,
      ].map((value) => `filter[${name}]=${value}`),
  ),
  ...[
    'created_at',
    '-created_at',
    'updated_at',
    '-updated_at',
    'name',
    '-name',
    'x',
    '',
    ',',
    '+name',
    '__proto__',
  ].map((value) => `sort=${value}`),
  'constructor=1&__proto__[x]=1&%=1&=&&',
];

/** Strip the throttle: a new window for each request. */
function unhurried(emulated: Client): Client['ask'] {
  return (path, asking) => {
    emulated.clock.advance(300_000);
    return emulated.ask(path, asking);
  };
}

describe('the clean emulator keeps its document', () => {
  it('serves exactly the operations of the document', () => {
    const served = ROUTES.map((route) => `${route.method} /api/v3${route.path}`).sort();
    expect(model.operations.map((operation) => operation.id).sort()).toEqual(served);
  });

  it('answers every read with a declared status and a conforming body, whatever the query and id', async () => {
    const emulated = client();
    const ask = unhurried(emulated);
    const faults: string[] = [];
    for (const operation of model.operations.filter((candidate) => candidate.method === 'GET')) {
      for (const path of await paths(emulated, operation)) {
        for (const query of path.includes('-') && operation.path.includes('{id}')
          ? ['', QUERIES[0], 'filter=x']
          : QUERIES) {
          const reply = await ask(`${path}?${query}`);
          faults.push(...faultsOf(operation, reply).map((fault) => `${operation.id} ${path}?${query}: ${fault}`));
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('lists every fixture in a conforming way for both providers and several seeds', async () => {
    const faults: string[] = [];
    for (const seed of [1, 2, 3]) {
      const emulated = client({ seed });
      for (const authorization of ['Bearer ambition-token', 'Bearer best-practice-token']) {
        for (const operation of model.operations.filter(
          ({ method, path }) => method === 'GET' && !path.includes('{'),
        )) {
          const reply = await emulated.ask(`${operation.path}?page[per_page]=1200`, { authorization });
          faults.push(...faultsOf(operation, reply).map((fault) => `${operation.id}: ${fault}`));
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('refuses every fault of a body with a declared 400 or 422 and never takes it', async () => {
    await forEveryBody('invalid', (operation, reply, says) => {
      expect([400, 422], `${operation.id} ${says}: ${reply.text.slice(0, 300)}`).toContain(reply.status);
    });
  });

  it('never calls a valid body malformed', async () => {
    await forEveryBody('valid', (operation, reply, says) => {
      expect([200, 422], `${operation.id} ${says}: ${reply.text.slice(0, 300)}`).toContain(reply.status);
    });
  });

  async function forEveryBody(
    kind: 'valid' | 'invalid',
    judge: (operation: Operation, reply: Reply, says: string) => void,
  ) {
    const generator = createGenerator(model.schemaDocuments);
    let judged = 0;
    for (const operation of model.operations) {
      const schema = operation.requestBody?.content[0]?.schema;
      if (!schema) continue;
      const emulated = client();
      const ask = unhurried(emulated);
      const usable = (await paths(emulated, operation)).slice(0, 6);
      const bodies: readonly { value: Json; says: string }[] =
        kind === 'invalid'
          ? generator.invalid(schema)
          : generator.valid(schema).map(({ value, shows }) => ({ value, says: shows }));
      for (const { value, says } of bodies) {
        for (const path of usable) {
          const reply = await ask(path, { method: operation.method, json: value });
          expect(faultsOf(operation, reply), `${operation.id} ${says}`).toEqual([]);
          judge(operation, reply, `${says} ${JSON.stringify(value)}`);
          judged++;
        }
      }
    }
    expect(judged).toBeGreaterThan(50);
  }

  it('answers writes with a declared status and a conforming body, however they are asked', async () => {
    const emulated = client();
    const ask = unhurried(emulated);
    const askings: Asking[] = [
      {},
      { text: '' },
      { text: '{' },
      { text: 'null' },
      { text: '[]' },
      { text: '"x"' },
      { text: '{"data":[]}' },
      { text: '{"data":{"attributes":"x"}}' },
      { text: '{"data":{"attributes":{}}}' },
      { text: '{"data":{"type":1,"attributes":{"__proto__":1}}}' },
      { text: 'data=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      { authorization: null },
      { authorization: 'Bearer trs-token' },
    ];
    for (const operation of model.operations.filter((candidate) => candidate.method !== 'GET')) {
      for (const path of await paths(emulated, operation)) {
        for (const asking of askings) {
          const reply = await ask(path, { ...asking, method: operation.method });
          expect(faultsOf(operation, reply), `${operation.id} ${path} ${JSON.stringify(asking)}`).toEqual([]);
        }
      }
    }
  });
});
