import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seededRandom } from '../../src/kernel/random.ts';
import type { Rate } from '../../src/model/rate-policy.ts';
import { gate } from '../../src/sandbox/limiter/gate/gate.ts';
import { limiterPresets } from '../../src/sandbox/limiter/presets/index.ts';
import { products } from './index.ts';
import type { Product } from './product.ts';

const KEYS = ['Bearer one', 'Bearer two'] as const;

/** A request of a schedule: how long after the one before, and by whom. */
interface Beat {
  readonly gapMs: number;
  readonly key: string;
}

/** What was answered. */
interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | null>>;
}

/** Bursts, pauses of every length up to one and a half windows, and impatient retries, by two clients. */
function schedule(seed: number, rate: Rate, length: number): Beat[] {
  const random = seededRandom(seed);
  const spacing = rate.windowMs / rate.requests;
  const pauses = [0, 0, 0, 1, spacing / 2, spacing];
  return Array.from({ length }, () => {
    const long = random.below(4 * rate.requests) === 0 ? random.pick([0.25, 0.5, 1, 1.5]) * rate.windowMs : 0;
    return { gapMs: Math.round(long || random.pick(pauses)), key: random.below(5) === 0 ? KEYS[1] : KEYS[0] };
  });
}

function modelled({ preset, headers }: Product, rate: Rate, beats: readonly Beat[], startMs: number): Seen[] {
  const door = gate(limiterPresets.get(preset).rules(rate, 1));
  let nowMs = startMs;
  return beats.map(({ gapMs, key }) => {
    nowMs += gapMs;
    const { refused, headers: sent } = door.admit({ authorization: key, ip: '127.0.0.1', nowMs });
    return {
      status: refused?.status ?? 200,
      headers: Object.fromEntries(headers.map((name) => [name, sent[name] ?? null])),
    };
  });
}

describe.each(products.filter(({ time }) => time === 'settable'))('$id', (product) => {
  beforeEach(() => {
    // Sockets need their timers: only the clock that limiters read stands still.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1, 0, 0, 0, 500) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    [1, { requests: 5, windowMs: 10_000 }],
    [2, { requests: 5, windowMs: 10_000 }],
    [3, { requests: 40, windowMs: 300_000 }],
    [4, { requests: 1, windowMs: 60_000 }],
  ])('is as modelled, request by request, without any tolerance (schedule %i)', async (seed, rate) => {
    const beats = schedule(seed, rate, 300);
    const startMs = Date.now();
    const started = await product.start(rate);
    try {
      const seen: Seen[] = [];
      let nowMs = startMs;
      for (const { gapMs, key } of beats) {
        nowMs += gapMs;
        vi.setSystemTime(nowMs);
        const response = await fetch(started.url, { headers: { authorization: key } });
        await response.arrayBuffer();
        const headers = Object.fromEntries(product.headers.map((name) => [name, response.headers.get(name)]));
        seen.push({ status: response.status, headers });
      }
      const model = modelled(product, rate, beats, startMs);
      expect(seen).toEqual(model);
      expect(new Set(seen.map(({ status }) => status)).size).toBeGreaterThan(1);
    } finally {
      await started.close();
    }
  });
});
