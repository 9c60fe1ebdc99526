import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Operation, promiseFor } from '../../../../src/model/operation.ts';
import { routesOf } from '../../../../src/sandbox/npq/find-route.ts';
import { createSchemas } from '../../../../src/schema/index.ts';
import { loadSpec } from '../../../../src/spec/index.ts';
import { type Client, client, OTHER, type Reply, titles } from './client.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const ALL = 'page[per_page]=3000';
const LISTS = ['npq-applications', 'participant-declarations', 'participants/npq', 'participants/npq/outcomes'];

describe.each(['v1', 'v2'] as const)('the emulator as %s', async (version) => {
  const model = await loadSpec(
    fileURLToPath(new URL(`../../../../specs/npq-registration/${version}.yaml`, import.meta.url)),
  );
  const schemas = createSchemas(model.schemaDocuments);
  const at = (path: string) => `/api/${version}/${path}`;

  /** What is wrong with a reply by the document; empty when nothing is. */
  function faultsOf(operation: Operation, reply: Reply): string[] {
    const promise = promiseFor(operation, reply.status);
    if (!promise) return [`status ${reply.status} is not declared`];
    const content = promise.content.find(({ mediaType }) => mediaType === reply.headers.get('content-type'));
    if (!content?.schema) return [`media type ${reply.headers.get('content-type')} is not declared`];
    const answer = schemas.validate(content.schema, reply.json ?? reply.text, 'response');
    return answer.kind === 'invalid' ? answer.issues.map((issue) => `${issue.at} ${issue.message}`) : [];
  }

  it('serves exactly the operations of the document', () => {
    const served = routesOf(version).map((route) => `${route.method} /api/${version}${route.path}`);
    expect(model.operations.map(({ id }) => id).sort()).toEqual(served.sort());
  });

  it('answers every operation in a conforming way, with and without a token, for every kind of resource', async () => {
    const emulated = client();
    const askings = [{}, { authorization: null }, { json: {} }, { json: { data: { type: 'x', attributes: {} } } }];
    for (const operation of model.operations) {
      const list = operation.path.slice(0, Math.max(0, operation.path.indexOf('/{id}')));
      const own = list === '' ? [] : await emulated.list(`${list}?page[per_page]=20`);
      const ids = [...own.map(({ id }) => id), NOBODY, 'x'];
      for (const path of list === '' ? [operation.path] : ids.map((id) => operation.path.replace('{id}', id))) {
        for (const asking of askings) {
          emulated.clock.advance(300_000);
          const { json, ...rest } = { json: undefined, ...asking };
          const body = operation.method === 'GET' || json === undefined ? {} : { json };
          const reply = await emulated.ask(path, { method: operation.method, ...rest, ...body });
          expect([operation.id, path, reply.status, faultsOf(operation, reply)]).toEqual([
            operation.id,
            path,
            reply.status,
            [],
          ]);
        }
      }
    }
  });

  it.each(LISTS)('shows every fixture of %s in a conforming way, to both providers', async (list) => {
    const operation = model.operations.find(({ id }) => id === `GET ${at(list)}`);
    for (const authorization of ['Bearer ambition-token', OTHER]) {
      const reply = await client().ask(`${at(list)}?${ALL}`, { authorization });
      expect(reply.json.data.length).toBeGreaterThan(0);
      expect(operation && faultsOf(operation, reply)).toEqual([]);
    }
  });

  it('knows no order, and only the filters that it documents', async () => {
    const { ask } = client();
    const plain = await ask(at('participants/npq'));
    const status = 'filter[training_status]=deferred';
    for (const query of ['sort=-created_at', status, `filter[from_participant_id]=${NOBODY}`])
      expect((await ask(`${at('participants/npq')}?${query}`)).text).toBe(plain.text);
    expect((await ask(`${at('npq-applications')}?filter[participant_id]=${NOBODY}`)).json.data).not.toEqual([]);
    expect((await ask(`${at('npq-applications')}?filter[cohort]=1066`)).json.data).toEqual([]);
  });

  it('refuses delivery partners as unknown members of a declaration', async () => {
    const reply = await client().write('POST', at('participant-declarations'), {
      participant_id: NOBODY,
      declaration_type: 'started',
      declaration_date: '2025-11-03T09:00:00Z',
      course_identifier: 'npq-headship',
      delivery_partner_id: NOBODY,
    });
    expect([reply.status, titles(reply)]).toEqual([422, ['type', 'delivery_partner_id']]);
  });

  it('does not read a schedule on acceptance', async () => {
    const { ask, list, write } = client();
    const [pending] = await list(`${at('npq-applications')}?page[per_page]=1`);
    const attributes = { funded_place: true, schedule_identifier: 7 };
    expect((await write('POST', at(`npq-applications/${pending?.id}/accept`), attributes)).status).toBe(200);
    const now = await ask(`/npq-applications/${pending?.id}`);
    expect(now.json.data.attributes).toMatchObject({ status: 'accepted', schedule_identifier: expect.any(String) });
  });
});

describe('lists in CSV', () => {
  const lines = async ({ ask }: Client, path: string) => (await ask(path)).text.split('\n');

  it('are whole, with a header line, and say the same as the list in JSON', async () => {
    const emulated = client();
    const [header = '', ...rows] = await lines(emulated, '/api/v2/participant-declarations.csv?page[per_page]=1');
    const resources = await emulated.list(`/api/v2/participant-declarations?${ALL}`);
    expect(rows.pop()).toBe('');
    expect(rows).toHaveLength(resources.length);
    for (const [index, { id, attributes }] of resources.entries()) {
      const row: Record<string, unknown> = { id, ...attributes };
      const expected = header.split(',').map((column) => String(row[column] ?? ''));
      expect(rows[index]).toBe(expected.join(','));
    }
  });

  it('have the columns of their version in the documented order', async () => {
    const emulated = client();
    const header = async (path: string) => (await lines(emulated, path))[0];
    expect(await header('/api/v1/participant-declarations.csv')).toBe(
      'id,participant_id,declaration_type,course_identifier,declaration_date,state,has_passed,voided,eligible_for_payment,updated_at',
    );
    expect(await header('/api/v2/npq-enrolments.csv')).toBe(
      'participant_id,course_identifier,schedule_identifier,cohort,npq_application_id,eligible_for_funding,training_status,school_urn,funded_place',
    );
    expect((await header('/api/v1/npq-applications.csv'))?.split(',')).toHaveLength(29);
    expect((await emulated.ask('/api/v1/npq-enrolments.csv')).status).toBe(404);
  });

  it('have a row for every enrolment', async () => {
    const emulated = client();
    const people = await emulated.list(`/api/v2/participants/npq?${ALL}`);
    const enrolments = people.flatMap(({ attributes }) => attributes['npq_enrolments']);
    expect(await lines(emulated, '/api/v2/npq-enrolments.csv')).toHaveLength(enrolments.length + 2);
  });

  it('are the header line alone without rows, and nothing at all for declarations', async () => {
    const emulated = client();
    expect(await lines(emulated, '/api/v1/npq-applications.csv?filter[cohort]=1066')).toEqual([
      expect.stringMatching(/^id,participant_id,/),
      '',
    ]);
    const none = await emulated.ask(`/api/v1/participant-declarations.csv?filter[participant_id]=${NOBODY}`);
    expect([none.status, none.text, none.headers.get('content-type')]).toEqual([200, '', 'text/csv']);
  });
});

describe('version 1', () => {
  it('derives voided and eligible_for_payment from the state', async () => {
    const all = await client().list(`/api/v1/participant-declarations?${ALL}`);
    for (const { attributes } of all) {
      expect(attributes['voided']).toBe(attributes['state'] === 'voided');
      expect(attributes['eligible_for_payment']).toBe(['eligible', 'payable'].includes(attributes['state']));
    }
  });

  it('knows seventeen reasons of withdrawal', async () => {
    const { list, write } = client();
    const [declaration] = await list('/participant-declarations?page[per_page]=1');
    const { participant_id: id, course_identifier } = declaration?.attributes ?? {};
    const withdraw = (version: string, reason: string) =>
      write('PUT', `/api/${version}/participants/npq/${id}/withdraw`, { course_identifier, reason });
    expect(titles(await withdraw('v1', 'change-in-career'))).toEqual(['reason']);
    expect(titles(await withdraw('v2', 'change-in-career'))).not.toContain('reason');
  });
});
