import { describe, expect, it } from 'vitest';
import { type Client, client, OTHER } from './client.ts';

const PERIOD = 300_000;
const START = PERIOD * 5_900_000;

async function statuses(emulated: Client, count: number, asking = {}): Promise<Set<number>> {
  const seen = new Set<number>();
  for (let sent = 0; sent < count; sent++) seen.add((await emulated.ask('/delivery-partners', asking)).status);
  return seen;
}

const REAL = { now: START, mode: 'faithful' } as const;

describe('the documented limit', () => {
  it('lets 1,000 requests of a token pass in any 5 minutes, and each comes back when it has aged out', async () => {
    const emulated = client({ now: START + PERIOD - 1000 });
    expect(await statuses(emulated, 400)).toEqual(new Set([200]));
    emulated.clock.advance(2000);
    expect(await statuses(emulated, 600)).toEqual(new Set([200]));
    expect(await statuses(emulated, 1)).toEqual(new Set([429]));
    emulated.clock.advance(PERIOD - 2000);
    expect(await statuses(emulated, 400)).toEqual(new Set([200]));
    expect(await statuses(emulated, 1)).toEqual(new Set([429]));
  });

  it('counts a token by itself, however its header is spelt, and not with others of the address', async () => {
    const emulated = client({ now: START });
    await statuses(emulated, 1000);
    for (const authorization of ['bearer  ambition-token', 'Token ambition-token', 'Token token="ambition-token"'])
      expect(await statuses(emulated, 1, { authorization })).toEqual(new Set([429]));
    expect(await statuses(emulated, 1000, { authorization: OTHER })).toEqual(new Set([200]));
  });

  it('goes by the time that a request brings with it, which the emulator says it can do', async () => {
    const emulated = client({ now: START });
    const at = (ms: number) => ({ headers: { 'x-assay-now': String(ms) } });
    expect(await statuses(emulated, 1000, at(START + 7.5))).toEqual(new Set([200]));
    expect(await statuses(emulated, 1, at(START + PERIOD))).toEqual(new Set([429]));
    expect(await statuses(emulated, 1, at(START + PERIOD + 7.5))).toEqual(new Set([200]));
    const told = await emulated.emulator.fetch(new Request('http://emulator.test/.assay/capabilities'));
    expect(await told.json()).toMatchObject({ virtualTime: { header: 'x-assay-now', unit: 'epoch-ms' } });
  });
});

describe('throttles of the real system', () => {
  it('refuse the 1,001st request of a token in plain text, and release it at the boundary', async () => {
    const emulated = client(REAL);
    expect(await statuses(emulated, 1000)).toEqual(new Set([200]));
    const refused = await emulated.ask('/delivery-partners');
    expect([refused.status, refused.text]).toEqual([429, 'Retry later\n']);
    expect(refused.headers.get('content-type')).toBe('text/plain');
    expect(refused.headers.get('retry-after')).toBeNull();
    emulated.clock.advance(PERIOD - 1);
    expect(await statuses(emulated, 1)).toEqual(new Set([429]));
    emulated.clock.advance(1);
    expect(await statuses(emulated, 1)).toEqual(new Set([200]));
  });

  it('count every token apart, in any case of letters, and other spellings as other keys', async () => {
    const emulated = client(REAL);
    await statuses(emulated, 1000);
    expect(await statuses(emulated, 1, { authorization: ' BEARER ambition-token' })).toEqual(new Set([429]));
    expect(await statuses(emulated, 1, { authorization: 'Token ambition-token' })).toEqual(new Set([200]));
    expect(await statuses(emulated, 1, { authorization: OTHER })).toEqual(new Set([200]));
  });

  it('count refused tokens too', async () => {
    const emulated = client(REAL);
    expect(await statuses(emulated, 1000, { authorization: 'Bearer nobody' })).toEqual(new Set([401]));
    expect(await statuses(emulated, 1, { authorization: 'Bearer nobody' })).toEqual(new Set([429]));
  });

  it('refuse the 1,501st request of an address, whatever the tokens', async () => {
    const emulated = client(REAL);
    expect(await statuses(emulated, 750)).toEqual(new Set([200]));
    expect(await statuses(emulated, 750, { authorization: OTHER })).toEqual(new Set([200]));
    expect(await statuses(emulated, 1)).toEqual(new Set([429]));
    expect(await statuses(emulated, 1, { ip: '192.0.2.7' })).toEqual(new Set([200]));
  });

  it.each(['/api/docs/v3/swagger.yaml', '//'])('refuse the 301st request of an address for %s', async (path) => {
    const emulated = client(REAL);
    for (let sent = 0; sent < 300; sent++) expect((await emulated.ask(path)).status).toBe(404);
    expect((await emulated.ask(path)).status).toBe(429);
  });

  it('follow the time that a client asks for', async () => {
    const emulated = client(REAL);
    await statuses(emulated, 1000);
    const later = { headers: { 'x-with-server-date': new Date(START + PERIOD).toISOString() } };
    expect(await statuses(emulated, 1, later)).toEqual(new Set([200]));
    expect(await statuses(emulated, 1)).toEqual(new Set([429]));
  });

  it('are empty again after a reset', async () => {
    const emulated = client(REAL);
    await statuses(emulated, 1001);
    emulated.emulator.reset();
    expect(await statuses(emulated, 1)).toEqual(new Set([200]));
  });
});
