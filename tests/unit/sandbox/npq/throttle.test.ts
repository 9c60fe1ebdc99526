import { describe, expect, it } from 'vitest';
import { type Client, client, OTHER } from './client.ts';

const PERIOD = 300_000;
const START = PERIOD * 5_900_000;

async function statuses(emulated: Client, count: number, asking = {}): Promise<Set<number>> {
  const seen = new Set<number>();
  for (let sent = 0; sent < count; sent++) seen.add((await emulated.ask('/delivery-partners', asking)).status);
  return seen;
}

describe('throttles', () => {
  it('refuse the 1,001st request of a token in plain text, and release it at the boundary', async () => {
    const emulated = client({ now: START });
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
    const emulated = client({ now: START });
    await statuses(emulated, 1000);
    expect(await statuses(emulated, 1, { authorization: ' BEARER ambition-token' })).toEqual(new Set([429]));
    expect(await statuses(emulated, 1, { authorization: 'Token ambition-token' })).toEqual(new Set([200]));
    expect(await statuses(emulated, 1, { authorization: OTHER })).toEqual(new Set([200]));
  });

  it('count refused tokens too', async () => {
    const emulated = client({ now: START });
    expect(await statuses(emulated, 1000, { authorization: 'Bearer nobody' })).toEqual(new Set([401]));
    expect(await statuses(emulated, 1, { authorization: 'Bearer nobody' })).toEqual(new Set([429]));
  });

  it('refuse the 1,501st request of an address, whatever the tokens', async () => {
    const emulated = client({ now: START });
    expect(await statuses(emulated, 750)).toEqual(new Set([200]));
    expect(await statuses(emulated, 750, { authorization: OTHER })).toEqual(new Set([200]));
    expect(await statuses(emulated, 1)).toEqual(new Set([429]));
    expect(await statuses(emulated, 1, { ip: '192.0.2.7' })).toEqual(new Set([200]));
  });

  it.each(['/api/docs/v3/swagger.yaml', '//'])('refuse the 301st request of an address for %s', async (path) => {
    const emulated = client({ now: START });
    for (let sent = 0; sent < 300; sent++) expect((await emulated.ask(path)).status).toBe(404);
    expect((await emulated.ask(path)).status).toBe(429);
  });

  it('follow the time that a client asks for', async () => {
    const emulated = client({ now: START });
    await statuses(emulated, 1000);
    const later = { headers: { 'x-with-server-date': new Date(START + PERIOD).toISOString() } };
    expect(await statuses(emulated, 1, later)).toEqual(new Set([200]));
    expect(await statuses(emulated, 1)).toEqual(new Set([429]));
  });

  it('are empty again after a reset', async () => {
    const emulated = client({ now: START });
    await statuses(emulated, 1001);
    emulated.emulator.reset();
    expect(await statuses(emulated, 1)).toEqual(new Set([200]));
  });
});
