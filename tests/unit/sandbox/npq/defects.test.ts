import { describe, expect, it } from 'vitest';
import { DEFECTS } from '../../../../src/sandbox/npq/defects.ts';
import type { Defect } from '../../../../src/sandbox/shared/emulator.ts';
import { type Client, client } from './client.ts';
import { DRIFT_SHOWINGS, type Showing } from './drift-showings.ts';

/** A state of the versions' life rather than a way of answering: with it there is nothing of versions 1 and 2 to look at. */
const RETIREMENT = 'D28';

const status =
  (path: string, asking = {}) =>
  async (emulated: Client) =>
    (await emulated.ask(path, asking)).status;
const anonymous = { authorization: null };

async function first(emulated: Client, path: string, wanted: (attributes: Record<string, unknown>) => boolean) {
  const all = await emulated.list(`${path}?page[per_page]=3000`);
  return all.find(({ attributes }) => wanted(attributes))?.id ?? 'none';
}

async function send(emulated: Client, method: string, path: string, json?: object) {
  const reply = await emulated.ask(path, { method, ...(json === undefined ? {} : { json: json as never }) });
  return reply.status;
}

/** The status of the last of `count` requests for the delivery partners. */
async function lastOf(count: number, { ask }: Client, asking = {}): Promise<number | undefined> {
  let last: number | undefined;
  for (let sent = 0; sent < count; sent++) last = (await ask('/delivery-partners', asking)).status;
  return last;
}

const SHOWINGS: Record<string, Showing> = {
  D1: {
    see: async (emulated) => {
      emulated.clock.advance(299_000);
      await lastOf(1000, emulated);
      emulated.clock.advance(1000);
      return lastOf(1, emulated);
    },
    off: 429,
    on: 200,
  },
  D2: {
    see: async (emulated) => {
      await lastOf(900, emulated);
      return lastOf(601, emulated, { authorization: 'Bearer best-practice-token' });
    },
    off: 200,
    on: 429,
  },
  'credential-aliasing': {
    see: async (emulated) => {
      await lastOf(1000, emulated);
      return lastOf(1, emulated, { authorization: 'Token token="ambition-token"' });
    },
    off: 429,
    on: 200,
  },
  D3: {
    see: async (emulated) => {
      await lastOf(1000, emulated);
      const { status: refused, headers, json } = await emulated.ask('/delivery-partners');
      return [refused, headers.get('content-type'), headers.get('retry-after'), json?.error];
    },
    off: [429, 'application/json', '300', 'Retry later'],
    on: [429, 'text/plain', null, undefined],
  },
  ...DRIFT_SHOWINGS,
  D4: {
    see: async ({ ask }) => (await ask('/statements', anonymous)).headers.get('www-authenticate'),
    off: 'Bearer',
    on: null,
  },
  D5: { see: status('/statements?filter=x', anonymous), off: 401, on: 400 },
  D7: {
    see: async ({ list }) => {
      const all = await list('/participant-declarations?page[per_page]=3000');
      return all.map(({ attributes }) => attributes['state']).filter((state) => /^(awaiting|clawed)/.test(state))[0];
    },
    off: 'awaiting_clawback',
    on: 'awaiting-clawback',
  },
  D8: {
    see: async ({ list }) => {
      const all = await list('/participant-declarations?page[per_page]=3000');
      return [...new Set(all.map(({ attributes }) => attributes['has_passed']))].map((value) => typeof value).sort();
    },
    off: ['object', 'string', 'string'],
    on: ['boolean', 'boolean', 'object'],
  },
  D10: {
    see: async ({ list }) => typeof (await list('/delivery-partners'))[0]?.attributes['cohort'][0],
    off: 'string',
    on: 'number',
  },
  D12: {
    see: async (emulated) => {
      const rejected = await first(emulated, '/npq-applications', (one) => one['status'] === 'rejected');
      const voided = await first(emulated, '/participant-declarations', (one) => one['state'] === 'voided');
      const theirs = await first(
        emulated,
        '/participant-declarations',
        (one) => one['lead_provider_name'] !== 'Ambition Institute',
      );
      return [
        await send(emulated, 'POST', `/npq-applications/${rejected}/reject`),
        await send(emulated, 'PUT', `/participant-declarations/${voided}/void`),
        await send(emulated, 'PUT', `/participant-declarations/${theirs}/void`),
      ];
    },
    off: [200, 200, 404],
    on: [422, 422, 403],
  },
  D13: {
    see: async (emulated) => {
      const queries = [
        'page[page]=0',
        'page[per_page]=x',
        'filter=x',
        'filter[updated_since]=2025-01-01',
        'filter[participant_id]=x',
        'page[page]=1x',
      ];
      const seen = [];
      for (const query of queries) seen.push(await status(`/npq-applications?${query}`)(emulated));
      return [...seen, await status('/participants/npq?filter[training_status]=asleep')(emulated)];
    },
    off: [200, 200, 200, 200, 200, 200, 200],
    on: [400, 400, 400, 400, 400, 200, 422],
  },
  D15: {
    see: async (emulated) => {
      const full = await first(
        emulated,
        '/npq-applications',
        (one) => one['status'] === 'pending' && one['cohort'] === '2022',
      );
      const capped = await first(
        emulated,
        '/npq-applications',
        (one) => one['status'] === 'pending' && one['cohort'] === '2025',
      );
      return [
        await send(emulated, 'POST', `/npq-applications/${full}/accept`),
        await send(emulated, 'POST', `/npq-applications/${capped}/accept`, {}),
      ];
    },
    off: [400, 400],
    on: [200, 422],
  },
  D16: {
    see: async (emulated) => {
      const id = await first(emulated, '/npq-applications', (one) => one['status'] === 'accepted');
      return await send(emulated, 'PUT', `/npq-applications/${id}/change-funded-place`, {});
    },
    off: 400,
    on: 422,
  },
  'no-authentication-on-one-operation': {
    see: async (emulated) => [
      await status('/statements', anonymous)(emulated),
      await status('/statements', { authorization: 'Bearer trs-token' })(emulated),
      await status('/delivery-partners', anonymous)(emulated),
    ],
    off: [401, 401, 401],
    on: [200, 200, 401],
  },
  'any-token-accepted': {
    see: async (emulated) => [
      await status('/statements', { authorization: 'Bearer made-up' })(emulated),
      await status('/statements', { authorization: 'Basic made-up' })(emulated),
      await status('/statements', anonymous)(emulated),
    ],
    off: [401, 401, 401],
    on: [200, 401, 401],
  },
  'wrong-type-in-one-list-item': {
    see: async ({ list, ask }) => {
      const all = await list('/participants/npq?page[per_page]=3000');
      const wrong = all.filter(({ attributes }) => typeof attributes['teacher_reference_number'] === 'number');
      const alone = await ask(`/participants/npq/${all[2]?.id}`);
      return [wrong.map(({ id }) => id === all[2]?.id), typeof alone.json.data.attributes.teacher_reference_number];
    },
    off: [[], 'string'],
    on: [[true], 'string'],
  },
  'missing-declared-field': {
    see: async ({ list }) => 'updated_at' in ((await list('/participant-declarations'))[0]?.attributes ?? {}),
    off: true,
    on: false,
  },
  'error-500-at-valid-boundary': { see: status('/delivery-partners?page[per_page]=1'), off: 200, on: 500 },
  'invalid-value-accepted': {
    see: async (emulated) => {
      const [, started] = await emulated.list('/participants/npq?page[per_page]=2');
      const path = `/participants/npq/${started?.id}/defer`;
      const attributes = { course_identifier: 'npq-leading-teaching', reason: 'bored' };
      const reply = await emulated.write('PUT', path, attributes);
      return [reply.status, reply.json.data?.attributes.npq_enrolments[0].deferral.reason];
    },
    off: [422, undefined],
    on: [200, 'other'],
  },
  'undeclared-status': {
    see: async (emulated) => {
      const id = await first(emulated, '/npq-applications', (one) => one['status'] === 'pending');
      return await send(emulated, 'POST', `/npq-applications/${id}/reject`);
    },
    off: 200,
    on: 202,
  },
  'wrong-media-type': {
    see: async (emulated) => {
      const [statement] = await emulated.list('/statements?page[per_page]=1');
      return (await emulated.ask(`/statements/${statement?.id}`)).headers.get('content-type');
    },
    off: 'application/json',
    on: 'text/html',
  },
  'page-size-ignored': {
    see: async ({ list }) => (await list('/npq-applications?page[per_page]=7')).length,
    off: 7,
    on: 100,
  },
};

describe('defects', () => {
  it('of the faithful mode are all those known of the real system, retirement apart', () => {
    const table: readonly Defect[] = DEFECTS;
    const real = table.filter((defect) => defect.real === true).map(({ id }) => id);
    expect([...client({ mode: 'faithful' }).emulator.defects]).toEqual(real.filter((id) => id !== RETIREMENT));
    expect(real.filter((id) => /^D\d+$/.test(id))).toHaveLength(27);
  });

  it.each(DEFECTS)('$id ($title) shows when it is on and only then', async ({ id }) => {
    const showing = SHOWINGS[id];
    if (!showing) throw new Error(`no showing of ${id}`);
    expect(await showing.see(client())).toEqual(showing.off);
    expect(await showing.see(client({ defects: [id] }))).toEqual(showing.on);
  });

  it.each(DEFECTS.filter(({ faithful }) => faithful))(
    '$id shows in faithful mode unless taken away',
    async ({ id }) => {
      const showing = SHOWINGS[id];
      expect(await showing?.see(client({ mode: 'faithful' }))).toEqual(showing?.on);
      expect(await showing?.see(client({ mode: 'faithful', without: [id] }))).toEqual(showing?.off);
    },
  );
});
