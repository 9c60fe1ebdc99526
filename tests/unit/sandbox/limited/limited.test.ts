import { describe, expect, it } from 'vitest';
import { type ManualClock, manualClock } from '../../../../src/kernel/clock.ts';
import { limited, limitedAt } from '../../../../src/sandbox/limited/definition.ts';
import type { Emulator, EmulatorDefinition } from '../../../../src/sandbox/shared/emulator.ts';
import { serve } from '../../../../src/sandbox/shared/serve.ts';
import { createSchemas } from '../../../../src/schema/index.ts';
import { loadSpec } from '../../../../src/spec/index.ts';

const EAST = 'Bearer east-token';
const WEST = 'Bearer west-token';
const START = Date.UTC(2026, 0, 1, 12, 0, 3);

interface Subject {
  readonly emulator: Emulator;
  readonly clock: ManualClock;
  ask(
    path?: string,
    asking?: { authorization?: string | null; ip?: string; method?: string; at?: number },
  ): Promise<Response>;
}

function subject(defects: readonly string[] = [], definition: EmulatorDefinition = limited): Subject {
  const clock = manualClock(START);
  const emulator = definition.create({ mode: 'clean', defects, clock });
  return {
    emulator,
    clock,
    ask: async (path = '/stations', { authorization = EAST, ip = '127.0.0.1', method = 'GET', at } = {}) => {
      const headers = new Headers(authorization === null ? {} : { authorization });
      if (at !== undefined) headers.set('x-assay-now', String(at));
      return emulator.fetch(new Request(`http://limited.test${path}`, { method, headers }), { ip });
    },
  };
}

/** The statuses of `count` requests in a row, counted. */
async function statuses({ ask }: Subject, count: number, asking = {}): Promise<Record<number, number>> {
  const seen: Record<number, number> = {};
  for (let sent = 0; sent < count; sent++) {
    const { status } = await ask('/stations', asking);
    seen[status] = (seen[status] ?? 0) + 1;
  }
  return seen;
}

const spec = await loadSpec(new URL('../../../../specs/limited/v1.yaml', import.meta.url).pathname);

describe('without a switch', () => {
  it('is described by a document that is read without a finding', () => {
    expect([spec.documentFindings, spec.unsupported]).toEqual([[], []]);
    expect(spec.operations.map(({ id }) => id)).toEqual(['GET /stations', 'GET /stations/{id}']);
  });

  it('keeps its documented limit as a rolling window', async () => {
    const [documented] = spec.ratePolicies;
    expect(documented).toMatchObject({
      requests: 60,
      windowMs: 10_000,
      algorithm: 'rolling',
      per: 'credential',
      status: 429,
    });
    const one = subject();
    expect(await statuses(one, 30)).toEqual({ 200: 30 });
    one.clock.advance(4000);
    expect(await statuses(one, 40)).toEqual({ 200: 30, 429: 10 });
    one.clock.advance(6000);
    expect(await statuses(one, 40)).toEqual({ 200: 30, 429: 10 });
  });

  it('counts tokens apart, however they are spelt, and requests without a token not at all', async () => {
    const one = subject();
    await statuses(one, 60);
    expect((await one.ask('/stations', { authorization: 'Token token="east-token"' })).status).toBe(429);
    expect((await one.ask('/stations', { authorization: WEST })).status).toBe(200);
    expect((await one.ask('/stations', { authorization: null })).status).toBe(401);
    expect((await one.ask('/stations', { authorization: 'Bearer nobody' })).status).toBe(401);
  });

  it('counts failed requests of a token', async () => {
    const one = subject();
    for (let sent = 0; sent < 60; sent++) expect((await one.ask('/stations/atlantis')).status).toBe(404);
    expect(await statuses(one, 1)).toEqual({ 429: 1 });
  });

  it.each([
    ['GET /stations', '/stations', 200, {}],
    ['GET /stations', '/stations', 401, { authorization: null }],
    ['GET /stations', '/stations', 401, { authorization: 'east-token' }],
    ['GET /stations/{id}', '/stations/dover', 200, {}],
    ['GET /stations/{id}', '/stations/atlantis', 404, {}],
  ])('%s answers as documented: %s %i', async (id, path, status, asking) => {
    await conforms(await subject().ask(path, asking), id, status);
  });

  it('refuses as documented', async () => {
    const one = subject();
    await statuses(one, 60);
    one.clock.advance(2500);
    const response = await one.ask();
    expect(response.headers.get('retry-after')).toBe('8');
    expect(response.headers.get('ratelimit')).toBe('"default";r=0;t=8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    await conforms(response, 'GET /stations', 429);
  });

  it('knows no other path and only reads', async () => {
    const one = subject();
    expect((await one.ask('/tides')).status).toBe(404);
    expect((await one.ask('/stations/dover/x')).status).toBe(404);
    const refused = await one.ask('/stations', { method: 'DELETE' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('is empty after a reset', async () => {
    const one = subject();
    await statuses(one, 60);
    one.emulator.reset();
    expect(await statuses(one, 1)).toEqual({ 200: 1 });
  });
});

async function conforms(response: Response, operationId: string, status: number): Promise<void> {
  expect(response.status).toBe(status);
  const operation = spec.operations.find(({ id }) => id === operationId);
  const declared = operation?.responses.find((one) => String(one.status) === String(status));
  expect(declared).toBeDefined();
  for (const { name, required } of declared?.headers ?? [])
    if (required) expect([name, response.headers.has(name)]).toEqual([name, true]);
  const schema = declared?.content.find(({ mediaType }) => mediaType === 'application/json')?.schema;
  if (!schema) throw new Error(`no schema of ${operationId} ${status}`);
  const schemas = createSchemas(spec.schemaDocuments);
  expect(schemas.validate(schema, await response.json(), 'response')).toEqual({ kind: 'valid' });
}

/** What tells a subject from another: bursts with pauses, by several clients, and every header that speaks of limits. */
async function traits(defects: readonly string[]): Promise<unknown[]> {
  const one = subject(defects);
  const seen: unknown[] = [];
  const note = async (asking = {}, path = '/stations') => {
    const response = await one.ask(path, asking);
    const headers = [...response.headers].filter(([name]) => /limit|quota|spike|retry/.test(name));
    seen.push([response.status, response.headers.get('content-type'), headers]);
  };
  const bursts = [
    [0, 12],
    [5000, 64],
    [1900, 64],
    [2900, 64],
    [150, 64],
    [300, 64],
    [10_000, 64],
    [9950, 64],
    [20_000, 64],
  ] as const;
  for (const [pauseMs, size] of bursts) {
    one.clock.advance(pauseMs);
    await note({}, '/stations/atlantis');
    for (let sent = 0; sent < size; sent++) await note();
    await note({ authorization: 'Token east-token' });
    await note({ authorization: WEST });
    await note({ authorization: EAST, ip: '192.0.2.9' });
  }
  return seen;
}

describe('switches', () => {
  const clean = traits([]);

  it.each(limited.defects.filter(({ id }) => id !== 'visibility-lag' && id !== 'headers-draft-11'))(
    '$id is seen from outside',
    async ({ id }) => {
      expect(await traits([id])).not.toEqual(await clean);
    },
  );

  it('can be put together: a preset with another key, status and header', async () => {
    const one = subject([
      'token-bucket',
      'keyed-by-ip',
      'refusal-503',
      'headers-x-ratelimit-delta',
      'lie-limit-doubled',
    ]);
    expect(await statuses(one, 60)).toEqual({ 200: 60 });
    const refused = await one.ask('/stations', { authorization: WEST });
    expect([refused.status, refused.headers.get('x-ratelimit-limit')]).toEqual([503, '120']);
    expect(refused.headers.has('ratelimit')).toBe(false);
  });

  it('put limiters one behind the other', async () => {
    const one = subject(['quota-one-less', 'smoothing']);
    expect(await statuses(one, 10)).toEqual({ 200: 1, 429: 9 });
  });

  it('that free failures leave the quota to successes', async () => {
    const one = subject(['failures-free']);
    for (let sent = 0; sent < 30; sent++) await one.ask('/stations/atlantis');
    expect(await statuses(one, 70)).toEqual({ 200: 60, 429: 10 });
  });

  it('of chance follow the seed', async () => {
    const run = async (seed: number) => {
      const emulator = limited.create({ mode: 'clean', defects: ['nodes'], clock: manualClock(START), seed });
      const seen: (string | null)[] = [];
      for (let sent = 0; sent < 40; sent++) {
        const response = await emulator.fetch(
          new Request('http://limited.test/stations', { headers: { authorization: EAST } }),
        );
        seen.push(response.headers.get('ratelimit'));
      }
      return seen;
    };
    expect(await run(5)).toEqual(await run(5));
    expect(await run(5)).not.toEqual(await run(6));
  });
});

describe('other scales and times', () => {
  it('a quota of 1,000 in 5 minutes is answered in virtual time', async () => {
    const one = subject([], limitedAt({ requests: 1000, windowMs: 300_000 }));
    expect(await statuses(one, 1001, { at: START })).toEqual({ 200: 1000, 429: 1 });
    expect(await statuses(one, 1, { at: START + 299_999 })).toEqual({ 429: 1 });
    expect(await statuses(one, 1001, { at: START + 300_000.5 })).toEqual({ 200: 1000, 429: 1 });
  });

  it('a request that brings its time is dated by it; a time that cannot be read is none', async () => {
    const { ask } = subject();
    const dated = await ask('/stations', { at: START + 86_400_000 });
    expect(dated.headers.get('date')).toBe(new Date(START + 86_400_000).toUTCString());
    const undated = await ask('/stations', { at: Number.NaN });
    expect(undated.headers.get('date')).toBe(new Date(START).toUTCString());
  });

  it('over HTTP it says that it can be told the time, before any limit', async () => {
    const one = subject();
    const serving = await serve(one.emulator);
    try {
      const response = await fetch(`${serving.url}/.assay/capabilities`);
      expect(await response.json()).toEqual({
        emulator: 'limited',
        virtualTime: { header: 'x-assay-now', unit: 'epoch-ms' },
      });
      const headers = { authorization: EAST, 'x-assay-now': String(START + 5000) };
      const asked = await fetch(`${serving.url}/stations`, { headers });
      expect([asked.status, asked.headers.get('date')]).toEqual([200, new Date(START + 5000).toUTCString()]);
    } finally {
      await serving.close();
    }
  });

  it('places at work are kept for as long as the work takes', async () => {
    const one = subject(['concurrency']);
    const before = one.clock.now();
    await one.ask();
    expect(one.clock.now() - before).toBe(30);
    const answers = await Promise.all(Array.from({ length: 6 }, () => one.ask('/stations', { at: START + 60_000 })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429, 429]);
  });
});
