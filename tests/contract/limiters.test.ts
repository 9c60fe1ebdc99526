import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/kernel/random.ts';
import type { Rate } from '../../src/model/rate-policy.ts';
import { type Gate, gate } from '../../src/sandbox/limiter/gate/gate.ts';
import { limiterPresets } from '../../src/sandbox/limiter/presets/index.ts';

const RATE: Rate = { requests: 12, windowMs: 6000 };
const START = Date.UTC(2026, 0, 1, 0, 0, 1, 700);

/** Families whose nodes are chosen by chance or by turn, so that other clients change where a request comes to. */
const ROUTED = ['nodes'];

interface Beat {
  readonly at: number;
  readonly key: string;
}

interface Seen extends Beat {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Bursts and pauses of two clients, from a seed. */
function beats(seed: number, length = 120): Beat[] {
  const random = seededRandom(seed);
  let at = START;
  return Array.from({ length }, () => {
    at += random.pick([0, 0, 0, 0, 1, 30, 60, 500, 520, 1500, random.below(RATE.windowMs), RATE.windowMs]);
    return { at, key: random.pick(['Bearer a', 'Bearer a', 'Bearer b']) };
  });
}

function play(door: Gate, schedule: readonly Beat[]): Seen[] {
  return schedule.map(({ at, key }) => {
    const { refused, headers } = door.admit({ authorization: key, ip: `ip of ${key}`, nowMs: at });
    return { at, key, status: refused?.status ?? 200, headers };
  });
}

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);
const fresh = (id: string, seed = 1) => gate(limiterPresets.get(id).rules(RATE, seed));

describe.each(limiterPresets.all)('$id', ({ id, title, rationale, family, deviation, rules }) => {
  it('says what it is', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(title).not.toBe('');
    expect(rationale).toMatch(/\.$/);
    for (const { policy, windowMs } of rules(RATE, 1)) {
      expect(policy).toMatch(/^[\w -]+$/);
      expect(windowMs).toBeGreaterThan(0);
    }
  });

  it('lets the first request pass, and answers alike for the same seed and schedule', () => {
    for (const seed of SEEDS.slice(0, 5)) {
      const seen = play(fresh(id, seed), beats(seed));
      expect(seen[0]?.status).toBe(200);
      expect(play(fresh(id, seed), beats(seed))).toEqual(seen);
    }
  });

  it('begins anew after a reset', () => {
    const schedule = beats(3).filter(({ key }) => key === 'Bearer a');
    const door = fresh(id);
    const first = play(door, schedule.slice(0, 1));
    play(door, schedule);
    door.reset();
    expect(play(door, schedule.slice(0, 1)).map(({ status }) => status)).toEqual(first.map(({ status }) => status));
  });

  it.skipIf(ROUTED.includes(family))('counts clients apart', () => {
    for (const seed of SEEDS.slice(0, 5)) {
      const schedule = beats(seed);
      const alone = play(
        fresh(id),
        schedule.filter(({ key }) => key === 'Bearer a'),
      );
      expect(play(fresh(id), schedule).filter(({ key }) => key === 'Bearer a')).toEqual(alone);
    }
  });

  it(`deviates from a rolling window as it says: ${deviation}`, () => {
    const found = SEEDS.map((seed) => deviations(play(fresh(id, seed), schedules(seed)).map(toJudged)));
    const over = found.some((one) => one.over);
    const under = found.some((one) => one.under);
    expect({ over, under }).toEqual({
      over: deviation === 'over' || deviation === 'both',
      under: deviation === 'under' || deviation === 'both',
    });
  });

  it('writes headers that are printable and never cost a request its refusal', () => {
    for (const { headers, status } of play(fresh(id), beats(2))) {
      expect([200, 403, 429, 503]).toContain(status);
      for (const [name, value] of Object.entries(headers)) {
        expect(name).toMatch(/^[a-z-]+$/);
        expect(value).toMatch(/^[\x20-\x7e]+$/);
      }
    }
  });
});

interface Judged {
  readonly at: number;
  readonly allowed: boolean;
}

const toJudged = ({ at, status }: Seen): Judged => ({ at, allowed: status === 200 });

/** Bursts by one client around the quota, with pauses about the window: what tells limiters from a rolling window. */
function schedules(seed: number): Beat[] {
  const random = seededRandom(seed);
  let at = START + random.below(RATE.windowMs);
  const bursts = Array.from({ length: 8 }, () => {
    at += random.pick([0.2, 0.5, 0.8, 0.995, 1.005, 1.1, 1.6]) * RATE.windowMs;
    const size = random.pick([1, 3, 7, 13, 16]);
    const gap = random.pick([0, 1, 15, 40]);
    return Array.from({ length: size }, () => {
      at += gap;
      return { at, key: 'Bearer a' };
    });
  });
  return bursts.flat();
}

/** Whether more than the quota passed in some window, and whether one was refused with less than the quota behind it. */
function deviations(judged: readonly Judged[]): { over: boolean; under: boolean } {
  let over = false;
  let under = false;
  judged.forEach(({ at, allowed }, index) => {
    const before = judged.slice(0, index).filter((one) => one.allowed && one.at > at - RATE.windowMs).length;
    if (allowed && before >= RATE.requests) over = true;
    if (!allowed && before < RATE.requests) under = true;
  });
  return { over, under };
}
