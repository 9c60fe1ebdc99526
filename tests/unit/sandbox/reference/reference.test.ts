import { Buffer } from 'node:buffer';
import { expect, describe as group, it } from 'vitest';
import { manualClock } from '../../../../src/kernel/clock.ts';
import { reference } from '../../../../src/sandbox/reference/definition.ts';
import { describe } from '../../../../src/sandbox/shared/describe.ts';
import { serve } from '../../../../src/sandbox/shared/serve.ts';

const VALID = { reference: 'LDS-0042', recipient: 'Ada Weaver', weightGrams: 1250, service: 'express' };

interface Sent {
  readonly key?: string | null;
  readonly json?: unknown;
  readonly text?: string;
  readonly type?: string | null;
}

function open(defects: readonly string[] = []) {
  const clock = manualClock();
  const emulator = reference.create({ mode: 'clean', defects, clock });
  const send = async (method: string, path: string, { key = 'north-key', json, text, type }: Sent = {}) => {
    const body = text ?? (json === undefined ? undefined : JSON.stringify(json));
    const headers = new Headers();
    if (key !== null) headers.set('X-API-Key', key);
    if (body !== undefined && type !== null) headers.set('content-type', type ?? 'application/json');
    // Bytes, so that no content type is added by the request itself.
    const init = { method, headers, ...(body === undefined ? {} : { body: Buffer.from(body) }) };
    const response = await emulator.fetch(new Request(`http://127.0.0.1${path}`, init));
    const answer = await response.text();
    return { status: response.status, headers: response.headers, body: answer === '' ? undefined : JSON.parse(answer) };
  };
  return { clock, emulator, send };
}

group('the clean reference API', () => {
  it('creates, reads, changes and deletes a parcel', async () => {
    const { send, clock } = open();
    const created = await send('POST', '/parcels', { json: VALID });
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(`/parcels/${created.body.id}`);
    expect(created.body).toMatchObject({ ...VALID, insuredPounds: 0, dueOn: null, labels: [] });
    const at = `/parcels/${created.body.id}`;
    expect((await send('GET', at)).body).toEqual(created.body);
    clock.advance(1000);
    const changed = await send('PUT', at, { json: { ...VALID, labels: ['glass'] } });
    expect(changed.body).toMatchObject({ labels: ['glass'], createdAt: created.body.createdAt });
    expect(Date.parse(changed.body.updatedAt) - Date.parse(created.body.updatedAt)).toBe(1000);
    expect((await send('DELETE', at)).status).toBe(204);
    for (const method of ['GET', 'DELETE']) expect((await send(method, at)).status).toBe(404);
    expect((await send('PUT', at, { json: VALID })).status).toBe(404);
  });

  it('changes some members of a parcel and leaves the rest', async () => {
    const { send } = open();
    const created = (await send('POST', '/parcels', { json: { ...VALID, labels: ['glass'] } })).body;
    const at = `/parcels/${created.id}`;
    const change = (json: unknown) => send('PATCH', at, { json, type: 'application/merge-patch+json' });
    expect((await change({ weightGrams: 7 })).body).toMatchObject({ weightGrams: 7, labels: ['glass'] });
    for (const json of [{}, [], { weightGrams: 0 }, { recipient: null }, { labels: [] }, { reference: 'LDS-0001' }]) {
      expect(await change(json)).toMatchObject({ status: 422, body: { code: 'invalid' } });
    }
    expect((await send('PATCH', at, { json: { weightGrams: 7 } })).status).toBe(400);
    expect((await send('GET', at)).body).toMatchObject({ weightGrams: 7, labels: ['glass'] });
  });

  it('sorts its list', async () => {
    const { send } = open();
    const weights = async (sort: string) =>
      (await send('GET', `/parcels?limit=100&sort=${sort}`)).body.items.map(
        (item: { weightGrams: number }) => item.weightGrams,
      );
    const rising = await weights('weightGrams');
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    expect(await weights('-weightGrams')).toEqual([...rising].reverse());
  });

  it('pages and filters its list', async () => {
    const { send } = open();
    const all = (await send('GET', '/parcels?limit=100')).body;
    expect(all.items).toHaveLength(25);
    expect((await send('GET', '/parcels')).body).toMatchObject({ total: 25, limit: 20, offset: 0 });
    expect((await send('GET', '/parcels?limit=3&offset=4')).body.items).toEqual(all.items.slice(4, 7));
    expect((await send('GET', '/parcels?offset=10000')).body.items).toEqual([]);
    const express = (await send('GET', '/parcels?limit=100&service=express')).body;
    expect(express.total).toBe(all.items.filter((item: { service: string }) => item.service === 'express').length);
    const due = (await send('GET', '/parcels?limit=100&dueBefore=2026-04-01')).body.items;
    expect(due.length).toBeGreaterThan(0);
    for (const item of due) expect(item.dueOn < '2026-04-01').toBe(true);
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=',
    'limit=ten',
    'limit=1.5',
    'limit=1&limit=2',
    'offset=-1',
    'offset=10001',
    'service=',
    'service=drone',
    'dueBefore=2026-02-30',
    'dueBefore=2026-2-3',
    'sort=recipient',
    'sort=',
  ])('refuses the query %s', async (query) => {
    const answer = await open().send('GET', `/parcels?${query}`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', at: query.split('=')[0] } });
  });

  it.each<[string, unknown]>([
    ['/reference', { ...VALID, reference: 'LDS-0042\n' }],
    ['/reference', { ...VALID, reference: 'lds-0042' }],
    ['/recipient', { ...VALID, recipient: '' }],
    ['/recipient', { ...VALID, recipient: 'x'.repeat(61) }],
    ['/recipient', { ...VALID, recipient: null }],
    ['/weightGrams', { ...VALID, weightGrams: 0 }],
    ['/weightGrams', { ...VALID, weightGrams: 30_001 }],
    ['/weightGrams', { ...VALID, weightGrams: 1.5 }],
    ['/weightGrams', { ...VALID, weightGrams: '1250' }],
    ['/service', { ...VALID, service: '' }],
    ['/service', { reference: 'LDS-0042', recipient: 'Ada Weaver', weightGrams: 1 }],
    ['/insuredPounds', { ...VALID, insuredPounds: 5000 }],
    ['/insuredPounds', { ...VALID, insuredPounds: -0.01 }],
    ['/dueOn', { ...VALID, dueOn: '2026-02-30' }],
    ['/labels', { ...VALID, labels: ['a', 'a'] }],
    ['/labels', { ...VALID, labels: ['a', 'b', 'c', 'd', 'e'] }],
    ['/labels', { ...VALID, labels: [1] }],
    ['/colour', { ...VALID, colour: 'green' }],
    ['', [VALID]],
    ['', null],
  ])('refuses a body that is wrong at "%s"', async (at, json) => {
    const { send } = open();
    expect(await send('POST', '/parcels', { json })).toMatchObject({ status: 422, body: { code: 'invalid', at } });
    const id = (await send('GET', '/parcels?limit=1')).body.items[0].id;
    expect((await send('PUT', `/parcels/${id}`, { json })).status).toBe(422);
  });

  it.each([
    { recipient: '𝒜'.repeat(60) },
    { weightGrams: 1 },
    { weightGrams: 30_000 },
    { insuredPounds: 4999.99 },
    { dueOn: null },
    { dueOn: '2028-02-29' },
    { labels: ['a', 'b', 'c', 'd'] },
  ])('accepts %o', async (members) => {
    const { send } = open();
    expect(await send('POST', '/parcels', { json: { ...VALID, ...members } })).toMatchObject({
      status: 201,
      body: members,
    });
  });

  it('refuses bodies that cannot be read with 400', async () => {
    const { send } = open();
    for (const sent of [{}, { text: '{' }, { json: VALID, type: 'text/plain' }, { json: VALID, type: null }])
      expect(await send('POST', '/parcels', sent)).toMatchObject({ status: 400, body: { code: 'unreadable' } });
    expect((await send('POST', '/parcels', { json: VALID, type: 'application/json; charset=utf-8' })).status).toBe(201);
  });

  it('lets nobody in without a valid key in the header', async () => {
    const { send } = open();
    for (const key of [null, '', 'revoked-key', 'NORTH-KEY', 'north-key, north-key'])
      for (const path of [
        '/parcels',
        '/parcels?limit=zero',
        '/parcels?X-API-Key=north-key',
        '/parcels/x',
        '/nowhere',
      ]) {
        const answer = await send('GET', path, { key });
        expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorised' } });
        expect(answer.headers.get('www-authenticate')).toContain('X-API-Key');
      }
  });

  it('keeps the depots apart', async () => {
    const { send } = open();
    const id = (await send('GET', '/parcels?limit=1', { key: 'south-key' })).body.items[0].id;
    expect((await send('GET', `/parcels/${id}`, { key: 'south-key' })).status).toBe(200);
    expect((await send('GET', `/parcels/${id}`)).status).toBe(404);
    expect((await send('PUT', `/parcels/${id}`, { json: VALID })).status).toBe(404);
    expect((await send('DELETE', `/parcels/${id}`)).status).toBe(404);
  });

  it('names the methods of a path, and knows no other paths', async () => {
    const { send } = open();
    const answer = await send('PATCH', '/parcels');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
    expect((await send('GET', '/parcels/1/labels')).status).toBe(404);
  });

  it('lets a key make 300 requests in each minute of the clock', async () => {
    const { send, clock } = open();
    for (let count = 0; count < 300; count++) expect((await send('GET', '/parcels?limit=1')).status).toBe(200);
    const refused = await send('GET', '/parcels?limit=1');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    expect((await send('GET', '/parcels', { key: 'south-key' })).status).toBe(200);
    clock.advance(60_000);
    expect((await send('GET', '/parcels')).status).toBe(200);
  });

  it('has the same fixtures for the same seed, also after a reset', async () => {
    const { send, emulator } = open();
    const before = (await send('GET', '/parcels')).body;
    await send('DELETE', `/parcels/${before.items[0].id}`);
    emulator.reset();
    expect((await send('GET', '/parcels')).body).toEqual(before);
    expect((await open().send('GET', '/parcels')).body).toEqual(before);
  });

  it('answers over HTTP, and says how it is called', async () => {
    const { emulator } = open();
    const serving = await serve(emulator);
    const call = describe(emulator, serving.url);
    expect(call.curl).toBe(`curl -g -H 'X-API-Key: north-key' '${serving.url}/parcels?limit=2'`);
    const response = await fetch(`${serving.url}/parcels?limit=2`, { headers: { 'x-api-key': 'north-key' } });
    expect(((await response.json()) as { items: unknown[] }).items).toHaveLength(2);
    await serving.close();
  });
});

group('defects of the reference API that suites rely on', () => {
  const firstId = async (send: ReturnType<typeof open>['send']) =>
    `/parcels/${(await send('GET', '/parcels')).body.items[0].id}`;

  const shows: Record<string, (send: ReturnType<typeof open>['send']) => Promise<boolean>> = {
    'no-authentication-on-one-operation': async (send) =>
      (await send('DELETE', await firstId(send), { key: null })).status === 204,
    'any-token-accepted': async (send) => (await send('GET', '/parcels', { key: 'guess' })).status === 200,
    'wrong-type-in-one-list-item': async (send) => {
      const types = (await send('GET', '/parcels')).body.items.map(
        ({ weightGrams }: { weightGrams: unknown }) => typeof weightGrams,
      );
      return types.filter((type: string) => type === 'string').length === 1;
    },
    'missing-declared-field': async (send) => !('createdAt' in (await send('GET', await firstId(send))).body),
    'error-500-at-valid-boundary': async (send) =>
      (await send('POST', '/parcels', { json: { ...VALID, weightGrams: 30_000 } })).status === 500,
    'invalid-value-accepted': async (send) =>
      (await send('POST', '/parcels', { json: { ...VALID, weightGrams: -5 } })).status === 201,
    'undeclared-status': async (send) => (await send('POST', '/parcels', { json: VALID })).status === 200,
    'wrong-media-type': async (send) =>
      (await send('GET', '/parcels')).headers.get('content-type')?.startsWith('text/plain') === true,
    'deleted-resource-readable': async (send) => {
      const at = await firstId(send);
      await send('DELETE', at);
      return (await send('GET', at)).status === 200 && (await firstId(send)) !== at;
    },
    'page-size-ignored': async (send) => (await send('GET', '/parcels?limit=2')).body.items.length === 25,
  };

  it.each(Object.keys(shows))('%s shows when it is on, and only then', async (id) => {
    expect(await shows[id]?.(open([id]).send)).toBe(true);
    expect(await shows[id]?.(open().send)).toBe(false);
    for (const other of Object.keys(shows)) {
      if (other !== id) expect([other, await shows[other]?.(open([id]).send)]).toEqual([other, false]);
    }
  });
});
