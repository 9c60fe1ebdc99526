import { describe, expect, it } from 'vitest';
import { manualClock } from '../../src/kernel/clock.ts';
import { limitedAt } from '../../src/sandbox/limited/definition.ts';
import { limiterPresets } from '../../src/sandbox/limiter/presets/index.ts';

const RATE = { requests: 6, windowMs: 60_000 };
const EAST = 'Bearer east-token';
const WEST = 'Bearer west-token';

/** Who shares a counter with a token at an address, by how requests are keyed. */
const SHARED: Readonly<Record<string, { otherToken: boolean; otherAddress: boolean; both: boolean }>> = {
  'keyed-by-ip': { otherToken: true, otherAddress: false, both: false },
  'keyed-by-credential-and-ip': { otherToken: false, otherAddress: false, both: false },
  'keyed-for-all': { otherToken: true, otherAddress: true, both: true },
};

/** Those that shut a key out at the very instant at which it asks too often, whichever node it comes to, and count by one rule alone. */
const shutting = limiterPresets.all.filter(
  ({ id, family }) => !['none', 'nodes', 'visibility-lag', 'concurrency'].includes(family) && id !== 'kong',
);

async function ask(preset: string, ...switches: string[]) {
  const defects = [...(preset === 'sliding-log' ? [] : [preset]), ...switches];
  const emulator = limitedAt(RATE).create({ mode: 'clean', defects, clock: manualClock() });
  return async (authorization: string, ip: string) =>
    (await emulator.fetch(new Request('http://tides.test/stations', { headers: { authorization } }), { ip })).status;
}

const A = '192.0.2.1';
const B = '192.0.2.2';
const C = '192.0.2.3';

describe.each(shutting)('$id', ({ id }) => {
  it.each(Object.entries(SHARED))('%s counts those together that it says, and nobody else', async (key, shared) => {
    const status = await ask(id, key);
    for (let sent = 0; sent < 20; sent++) await status(EAST, A);
    expect(await status(EAST, A)).not.toBe(200);
    expect((await status(WEST, A)) !== 200).toBe(shared.otherToken);
    expect((await status(EAST, B)) !== 200).toBe(shared.otherAddress);
    expect((await status(WEST, C)) !== 200).toBe(shared.both);
  });

  it('counts each token by itself where no key is chosen, and may refuse with 403 and 503', async () => {
    for (const [refusal, expected] of [
      ['refusal-503', 503],
      ['refusal-403', 403],
    ] as const) {
      const status = await ask(id, refusal);
      const seen = new Set<number>();
      for (let sent = 0; sent < 9; sent++) seen.add(await status(EAST, A));
      // A ban is answered with 403 whatever the refusal.
      expect([...seen].filter((one) => one !== 200 && one !== 403)).toEqual(expected === 403 ? [] : [expected]);
      expect(await status(WEST, B)).toBe(200);
    }
  });
});
