import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../../src/kernel/clock.ts';
import { DEFECTS } from '../../../../src/sandbox/reference/defects.ts';
import { reference } from '../../../../src/sandbox/reference/definition.ts';

const VALID = {
  reference: 'LDS-0042',
  recipient: 'Zoë 花 🦔',
  weightGrams: 1250,
  service: 'express',
  insuredPounds: 5,
};
const OTHER = { ...VALID, recipient: 'Ada', weightGrams: 9, labels: ['glass'], dueOn: '2026-05-05' };
const NOBODY = '00000000-0000-4000-8000-000000000000';
const PATCH = 'application/merge-patch+json';

/** A fixed conversation that touches every promise of the document: all answers, as text. */
async function transcript(defects: readonly string[]): Promise<readonly string[]> {
  const emulator = reference.create({ mode: 'clean', defects, clock: manualClock() });
  const lines: string[] = [];
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    type = 'application/json',
    key: string | null = 'north-key',
  ) => {
    const headers = new Headers(key === null ? {} : { 'X-API-Key': key });
    if (body !== undefined) headers.set('content-type', type);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const init = { method, headers, ...(body === undefined ? {} : { body: Buffer.from(text) }) };
    const response = await emulator.fetch(new Request(`http://127.0.0.1${path}`, init));
    const bytes = Buffer.from(await response.arrayBuffer());
    lines.push(
      `${method} ${path} ${response.status} ${JSON.stringify([...response.headers])} ${bytes.toString('latin1')}`,
    );
    return response.status < 300 && bytes.length > 0
      ? (JSON.parse(JSON.stringify(parsed(bytes))) as { id?: string })
      : {};
  };
  for (const query of ['limit=3', 'limit=2&offset=2', 'offset=9999', 'service=express', 'dueBefore=2026-04-01'])
    await send('GET', `/parcels?${query}`);
  for (const query of ['sort=weightGrams', 'sort=-weightGrams', 'limit=100', 'limit=101'])
    await send('GET', `/parcels?${query}`);
  for (const key of [null, '', 'guess', 'revoked-key']) {
    await send('GET', '/parcels', undefined, '', key);
    await send('GET', '/parcels?limit=x', undefined, '', key);
    await send('DELETE', `/parcels/${NOBODY}`, undefined, '', key);
  }
  await send('GET', '/parcels?X-API-Key=north-key', undefined, '', null);
  await send('PATCH', '/parcels', {}, PATCH);
  for (const change of [
    { weightGrams: 30_000 },
    { weightGrams: 0 },
    { service: '' },
    { dueOn: '2026-02-30' },
    { recipient: undefined },
  ])
    await send('POST', '/parcels', { ...VALID, ...change });
  await send('POST', '/parcels', '{');
  const { id = NOBODY } = await send('POST', '/parcels', VALID);
  const at = `/parcels/${id}`;
  await send('GET', at);
  for (const body of [
    OTHER,
    OTHER,
    { ...OTHER, colour: 'red' },
    { ...VALID, recipient: 'x'.repeat(61) },
    { ...VALID, weightGrams: 0 },
  ]) {
    await send('PUT', at, body);
    await send('GET', at);
  }
  for (const body of [{ recipient: 'Eve' }, { weightGrams: '5' }, { recipient: 'Max', weightGrams: 0 }]) {
    await send('PATCH', at, body, PATCH);
    await send('GET', at);
  }
  await send('GET', at, undefined, '', 'south-key');
  await send('PUT', at, OTHER, 'application/json', 'south-key');
  await send('DELETE', at, undefined, '', 'south-key');
  for (const method of ['DELETE', 'GET', 'DELETE']) await send(method, at);
  return lines;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return {};
  }
}

describe('each defect of the reference API', () => {
  it('has an id of its own, and words', () => {
    expect(new Set(DEFECTS.map(({ id }) => id)).size).toBe(DEFECTS.length);
    expect(DEFECTS.length).toBeGreaterThanOrEqual(40);
    for (const { documented, actual } of DEFECTS) expect(`${documented} ${actual}`).toMatch(/^\S.*\. \S.*\.$/);
  });

  it.each(DEFECTS.map(({ id }) => id))(
    '%s shows in some answers, not in all, and is the same each time',
    async (id) => {
      const [clean, broken] = [await transcript([]), await transcript([id])];
      const differing = broken.filter((line, index) => line !== clean[index]);
      expect(differing.length).toBeGreaterThan(0);
      if (id !== 'software-banner' && id !== 'version-gone') expect(differing.length).toBeLessThan(clean.length);
      expect(await transcript([id])).toEqual(broken);
    },
  );
});
