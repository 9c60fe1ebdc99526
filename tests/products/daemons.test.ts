import { describe, expect, it } from 'vitest';
import type { Rate } from '../../src/model/rate-policy.ts';
import { gate } from '../../src/sandbox/limiter/gate/gate.ts';
import { limiterPresets } from '../../src/sandbox/limiter/presets/index.ts';
import { products } from './index.ts';

const RATE: Rate = { requests: 10, windowMs: 2000 };
const KEY = 'Bearer one';

/** Instants in milliseconds from the start, with the number of requests sent one after the other at each. */
const SCHEDULE: readonly (readonly [number, number])[] = [
  [0, 14],
  [100, 1],
  [300, 3],
  [900, 4],
  [1500, 2],
  [1700, 2],
  [2300, 6],
  [2900, 5],
  [3500, 8],
  [6100, 14],
  [7000, 3],
];

interface Sent {
  readonly sentMs: number;
  readonly receivedMs: number;
  readonly admitted: boolean;
}

async function send(url: string): Promise<Sent[]> {
  const startMs = Date.now();
  const seen: Sent[] = [];
  for (const [atMs, count] of SCHEDULE) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, startMs + atMs - Date.now())));
    for (let sent = 0; sent < count; sent++) {
      const sentMs = Date.now();
      const response = await fetch(url, { headers: { authorization: KEY } });
      await response.arrayBuffer();
      seen.push({ sentMs, receivedMs: Date.now(), admitted: response.status < 300 });
    }
  }
  return seen;
}

/** What the model says when requests arrive at those instants. */
function modelled(preset: string, instants: readonly number[]): boolean[] {
  const door = gate(limiterPresets.get(preset).rules(RATE, 1));
  return instants.map((nowMs) => !door.admit({ authorization: KEY, ip: '127.0.0.1', nowMs }).refused);
}

// Another process reads its own clock somewhere between sending and receiving. Requests on which the model decides alike for both ends
// must be decided alike by the product; those on which it does not are left out, and may be no more than a tenth.
describe.each(products.filter(({ time }) => time === 'real'))('$id', ({ preset, missing, start }) => {
  it.skipIf(missing !== undefined)(
    `is as modelled in real time${missing ? ` (skipped: ${missing})` : ''}`,
    async () => {
      const started = await start(RATE);
      try {
        const seen = await send(started.url);
        const early = modelled(
          preset,
          seen.map(({ sentMs }) => sentMs),
        );
        const late = modelled(
          preset,
          seen.map(({ receivedMs }) => receivedMs),
        );
        const certain = seen.flatMap(({ admitted }, index) =>
          early[index] === late[index] ? [{ index, admitted, model: early[index] }] : [],
        );
        expect(certain.filter(({ admitted, model }) => admitted !== model)).toEqual([]);
        expect(certain.length).toBeGreaterThanOrEqual(0.9 * seen.length);
        expect(new Set(seen.map(({ admitted }) => admitted)).size).toBe(2);
      } finally {
        await started.close();
      }
    },
  );
});
