import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ban } from '../../src/sandbox/limiter/ban.ts';
import { block } from '../../src/sandbox/limiter/block.ts';
import { concurrency } from '../../src/sandbox/limiter/concurrency.ts';
import { firstRequestWindow } from '../../src/sandbox/limiter/first-request-window.ts';
import { fixedWindow } from '../../src/sandbox/limiter/fixed-window.ts';
import { gcra } from '../../src/sandbox/limiter/gcra.ts';
import type { Limiter } from '../../src/sandbox/limiter/limiter.ts';
import { nodes } from '../../src/sandbox/limiter/nodes.ts';
import { penalty } from '../../src/sandbox/limiter/penalty.ts';
import { atRandom, inTurn } from '../../src/sandbox/limiter/routing.ts';
import { slidingCounter } from '../../src/sandbox/limiter/sliding-counter.ts';
import { slidingLog } from '../../src/sandbox/limiter/sliding-log.ts';
import { sliceOf, spikeArrest } from '../../src/sandbox/limiter/spike-arrest.ts';
import { syncedNodes } from '../../src/sandbox/limiter/synced-nodes.ts';
import { tokenBucket } from '../../src/sandbox/limiter/token-bucket.ts';
import { visibilityLag } from '../../src/sandbox/limiter/visibility-lag.ts';

const WINDOW = 1200;
const START = 1_767_225_600_437;

/** Quotas that divide the window, so that spacings are whole milliseconds. */
const quotas = fc.constantFrom(1, 2, 3, 5, 8, 12);

/** Instants of requests: bursts, single steps, pauses about the spacing and about the window. */
const instants = fc
  .array(fc.oneof(fc.constantFrom(0, 0, 0, 1), fc.nat(150), fc.nat({ max: 2 * WINDOW })), {
    minLength: 1,
    maxLength: 80,
  })
  .map((gaps) => {
    let now = START;
    return gaps.map((gap) => {
      now += gap;
      return now;
    });
  });

interface Outcome {
  readonly at: number;
  readonly allowed: boolean;
  readonly resetMs: number;
}

function play(limiter: Limiter, times: readonly number[], key = 'a'): Outcome[] {
  return times.map((at) => {
    const { allowed, resetMs } = limiter.hit(key, at);
    return { at, allowed, resetMs };
  });
}

const passed = (outcomes: readonly Outcome[]) => outcomes.filter(({ allowed }) => allowed).map(({ at }) => at);

/** The most instants in any span of `spanMs`, its end not included. */
function most(times: readonly number[], spanMs: number): number {
  return Math.max(0, ...times.map((from, index) => times.slice(index).filter((at) => at < from + spanMs).length));
}

/** Instants within the window that ends with `at`, `at` itself and what came before at the same instant included. */
const trailing = (times: readonly number[], at: number) => times.filter((time) => time > at - WINDOW && time <= at);

const law = (check: (quota: number, times: readonly number[]) => void) =>
  fc.assert(
    fc.property(quotas, instants, (quota, times) => check(quota, times)),
    { numRuns: 200 },
  );

describe('sliding log', () => {
  it('never lets more than the quota pass in any window, and refuses only when the quota is used up', () => {
    law((quota, times) => {
      const outcomes = play(slidingLog(quota, WINDOW), times);
      expect(most(passed(outcomes), WINDOW)).toBeLessThanOrEqual(quota);
      outcomes.forEach(({ at, allowed }, index) => {
        const before = trailing(passed(outcomes.slice(0, index)), at);
        expect(allowed).toBe(before.length < quota);
      });
    });
  });

  it('that counts refusals passes exactly those with less than the quota of any requests behind them', () => {
    law((quota, times) => {
      const outcomes = play(slidingLog(quota, WINDOW, { refusalsCount: true }), times);
      outcomes.forEach(({ at, allowed }, index) => {
        expect(allowed).toBe(trailing(times.slice(0, index), at).length < quota);
      });
    });
  });
});

describe('windows', () => {
  it('aligned to the clock let the quota pass in each slot, exactly, and up to twice in a window', () => {
    law((quota, times) => {
      const outcomes = play(fixedWindow(quota, WINDOW), times);
      expect(most(passed(outcomes), WINDOW)).toBeLessThanOrEqual(2 * quota);
      for (const slot of new Set(times.map((at) => Math.floor(at / WINDOW)))) {
        const inSlot = outcomes.filter(({ at }) => Math.floor(at / WINDOW) === slot);
        expect(passed(inSlot)).toHaveLength(Math.min(quota, inSlot.length));
      }
    });
  });

  it('opened by the first request let up to twice the quota pass in a window, and a silence of one window frees all', () => {
    law((quota, times) => {
      const limiter = firstRequestWindow(quota, WINDOW);
      const outcomes = play(limiter, times);
      expect(most(passed(outcomes), WINDOW)).toBeLessThanOrEqual(2 * quota);
      const later = (times.at(-1) ?? START) + WINDOW;
      expect(passed(play(limiter, Array(quota + 1).fill(later)))).toHaveLength(quota);
    });
  });

  it.each([
    ['aligned to the clock', fixedWindow],
    ['opened by the first request', firstRequestWindow],
  ])('%s really do let twice the quota pass around a boundary', (_name, make) => {
    const start = Math.ceil(START / WINDOW) * WINDOW;
    const times = [start, ...Array(4).fill(start + WINDOW - 1), ...Array(5).fill(start + WINDOW)];
    const limiter = make(5, WINDOW);
    expect(most(passed(play(limiter, times)), WINDOW)).toBe(9);
  });

  it('of a spike arrest give each slice its share', () => {
    law((quota, times) => {
      const slice = sliceOf(quota, WINDOW);
      const outcomes = play(spikeArrest(quota, WINDOW), times);
      expect(most(passed(outcomes), slice.periodMs)).toBeLessThanOrEqual(2 * slice.limit);
      expect(slice.periodMs).toBeGreaterThanOrEqual(100);
      expect(slice.limit / slice.periodMs).toBeGreaterThanOrEqual(quota / WINDOW);
    });
  });
});

describe('sliding counter', () => {
  it('never lets more than twice the quota pass in a window, nor more than the quota in a bucket', () => {
    law((quota, times) => {
      const through = passed(play(slidingCounter(quota, WINDOW), times));
      expect(most(through, WINDOW)).toBeLessThanOrEqual(2 * quota);
      for (const bucket of new Set(through.map((at) => Math.floor(at / WINDOW))))
        expect(through.filter((at) => Math.floor(at / WINDOW) === bucket).length).toBeLessThanOrEqual(quota);
    });
  });

  it('never refuses a client that keeps an even pace a request below the quota', () => {
    const anchors = fc.constantFrom<'epoch' | 'first-request'>('epoch', 'first-request');
    fc.assert(
      fc.property(fc.constantFrom(2, 3, 5, 8, 12), fc.nat(WINDOW), anchors, (quota, phase, anchor) => {
        const spacing = Math.ceil(WINDOW / (quota - 1));
        const times = Array.from({ length: 40 }, (_, index) => START + phase + index * spacing);
        expect(passed(play(slidingCounter(quota, WINDOW, { anchor }), times))).toHaveLength(40);
      }),
    );
  });

  it('that counts refusals frees whoever was silent for two windows', () => {
    law((quota, times) => {
      const strict = slidingCounter(quota, WINDOW, { refusalsCount: true });
      const outcomes = play(strict, times);
      // A client that is silent for two windows is free again, whatever it did before.
      const later = (times.at(-1) ?? START) + 2 * WINDOW;
      expect(strict.hit('a', later).allowed).toBe(true);
      expect(most(passed(outcomes), WINDOW)).toBeLessThanOrEqual(2 * quota);
    });
  });
});

describe('buckets', () => {
  it('let no more pass in any span than they hold and what comes back meanwhile', () => {
    fc.assert(
      fc.property(quotas, instants, fc.nat(3 * WINDOW), (quota, times, span) => {
        const through = passed(play(tokenBucket(quota, WINDOW), times));
        expect(most(through, span)).toBeLessThanOrEqual(quota + (quota * span) / WINDOW);
      }),
    );
  });

  it('seen as cells decide alike, request by request', () => {
    law((quota, times) => {
      expect(play(gcra(quota, WINDOW), times)).toEqual(play(tokenBucket(quota, WINDOW), times));
    });
  });

  it('that fill in lumps let no more pass in any span than they hold and the lumps that fall into it', () => {
    fc.assert(
      fc.property(quotas, instants, fc.nat(3 * WINDOW), (quota, times, span) => {
        const through = passed(play(tokenBucket(quota, WINDOW, { lumpMs: WINDOW / 4 }), times));
        const lumps = Math.floor(span / (WINDOW / 4)) + 1;
        expect(most(through, span)).toBeLessThanOrEqual(quota + (quota / 4) * lumps);
      }),
    );
  });

  it('with a burst keep to the spacing beyond it', () => {
    fc.assert(
      fc.property(quotas, instants, fc.integer({ min: 1, max: 4 }), (quota, times, burst) => {
        const through = passed(play(gcra(quota, WINDOW, burst), times));
        const spacing = WINDOW / quota;
        through.forEach((at, index) => {
          const earlier = through[index - burst];
          if (earlier !== undefined) expect(at - earlier).toBeGreaterThanOrEqual(spacing);
        });
        for (const span of [spacing, 3 * spacing, WINDOW])
          expect(most(through, span)).toBeLessThanOrEqual(burst + Math.ceil(span / spacing) - 1 + (burst > 1 ? 1 : 0));
      }),
    );
  });
});

describe('punishments', () => {
  it('by penalty let nothing pass until a whole window after the last refusal', () => {
    law((quota, times) => {
      let refusedAt = Number.NEGATIVE_INFINITY;
      for (const { at, allowed } of play(penalty(quota, WINDOW), times)) {
        if (allowed) expect(at - refusedAt).toBeGreaterThanOrEqual(WINDOW);
        else refusedAt = at;
      }
    });
  });

  it('by block let nothing pass for the block and everything after it', () => {
    fc.assert(
      fc.property(quotas, instants, fc.boolean(), (quota, times, growing) => {
        const limiter = block(quota, WINDOW, { blockMs: 1.5 * WINDOW, growing });
        let blockedUntil = Number.NEGATIVE_INFINITY;
        for (const { at, allowed, resetMs } of play(limiter, times)) {
          expect(allowed && at < blockedUntil).toBe(false);
          if (!allowed) blockedUntil = growing ? resetMs : Math.max(blockedUntil, resetMs);
        }
        const after = Math.max(blockedUntil, times.at(-1) ?? START) + WINDOW;
        expect(passed(play(limiter, Array(quota).fill(after)))).toHaveLength(quota);
      }),
    );
  });

  it('by ban say so from the refusal after those that are borne, and last as long as announced', () => {
    law((quota, times) => {
      const limiter = ban(slidingLog(quota, WINDOW), { refusals: 2, banMs: 3 * WINDOW });
      let refusals = 0;
      let bannedUntil = Number.NEGATIVE_INFINITY;
      for (const at of times) {
        const { allowed, banned = false } = limiter.hit('a', at);
        if (at < bannedUntil) {
          expect([allowed, banned]).toEqual([false, true]);
          continue;
        }
        refusals = allowed ? 0 : refusals + 1;
        expect(banned).toBe(refusals > 2);
        if (banned) bannedUntil = at + 3 * WINDOW;
        if (banned) refusals = 0;
      }
    });
  });
});

describe('places', () => {
  it('are never taken by more requests at work than there are, and never refused while one is free', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        instants,
        fc.integer({ min: 1, max: 200 }),
        (places, times, service) => {
          const outcomes = play(concurrency(places, service), times);
          outcomes.forEach(({ at, allowed }, index) => {
            const working = passed(outcomes.slice(0, index)).filter((since) => since + service > at);
            expect(allowed).toBe(working.length < places);
          });
        },
      ),
    );
  });
});

describe('several nodes', () => {
  it('let up to the sum of their quotas pass, and all of it when requests take turns', () => {
    fc.assert(
      fc.property(quotas, instants, fc.integer({ min: 1, max: 4 }), fc.nat(), (quota, times, count, seed) => {
        const random = nodes(count, () => slidingLog(quota, WINDOW), atRandom(count, seed));
        expect(most(passed(play(random, times)), WINDOW)).toBeLessThanOrEqual(count * quota);
        const inOrder = nodes(count, () => slidingLog(quota, WINDOW), inTurn(count));
        expect(passed(play(inOrder, Array(count * quota + 5).fill(START)))).toHaveLength(count * quota);
      }),
    );
  });

  it('that exchange counts at every instant are one window; those that never do are windows of their own', () => {
    law((quota, times) => {
      const distinct = [...new Set(times)];
      const close = syncedNodes(quota, WINDOW, { nodes: 2, everyMs: 1, route: inTurn(2) });
      expect(passed(play(close, distinct))).toEqual(passed(play(firstRequestWindow(quota, WINDOW), distinct)));
      const apart = syncedNodes(quota, WINDOW, { nodes: 2, everyMs: 1e15, route: inTurn(2) });
      expect(most(passed(play(apart, times)), WINDOW)).toBeLessThanOrEqual(4 * quota);
      expect(passed(play(apart, Array(3 * quota).fill(START + 9e6), 'b'))).toHaveLength(2 * quota);
    });
  });
});

describe('visibility lag', () => {
  it('changes nothing for requests further apart than the lag, and lets close ones pass in excess', () => {
    law((quota, times) => {
      const distinct = times.filter((at, index) => index === 0 || at - (times[index - 1] ?? 0) >= 10);
      const apart = distinct.filter((at, index) => index === 0 || at - (distinct[index - 1] ?? 0) >= 10);
      expect(passed(play(visibilityLag(quota, WINDOW, { lagMs: 10 }), apart))).toEqual(
        passed(play(slidingLog(quota, WINDOW), apart)),
      );
      const volley = play(visibilityLag(quota, WINDOW, { lagMs: 10 }), Array(quota + 20).fill(START));
      expect(passed(volley)).toHaveLength(quota + 20);
    });
  });

  it('of none at all is no lag, in slots as in any window', () => {
    law((quota, times) => {
      const slots = visibilityLag(quota, WINDOW, { lagMs: 0, window: 'epoch' });
      expect(passed(play(slots, times))).toEqual(passed(play(fixedWindow(quota, WINDOW), times)));
      const rolling = visibilityLag(quota, WINDOW, { lagMs: 0 });
      expect(passed(play(rolling, times))).toEqual(passed(play(slidingLog(quota, WINDOW), times)));
    });
  });
});

/** Limiters whose announced reset is when a silent client passes again, and not before. */
const PUNCTUAL: readonly (readonly [string, (quota: number) => Limiter])[] = [
  ['fixed window', (quota) => fixedWindow(quota, WINDOW)],
  ['window of the first request', (quota) => firstRequestWindow(quota, WINDOW)],
  ['sliding log', (quota) => slidingLog(quota, WINDOW)],
  ['sliding log with refusals', (quota) => slidingLog(quota, WINDOW, { refusalsCount: true })],
  ['sliding counter', (quota) => slidingCounter(quota, WINDOW)],
  [
    'sliding counter with refusals',
    (quota) => slidingCounter(quota, WINDOW, { refusalsCount: true, anchor: 'first-request' }),
  ],
  ['token bucket', (quota) => tokenBucket(quota, WINDOW)],
  ['token bucket in lumps', (quota) => tokenBucket(quota, WINDOW, { lumpMs: WINDOW / 4 })],
  ['gcra', (quota) => gcra(quota, WINDOW, 2)],
  ['penalty', (quota) => penalty(quota, WINDOW)],
  ['block', (quota) => block(quota, WINDOW, { blockMs: 2 * WINDOW })],
];

describe.each(PUNCTUAL)('the reset announced by a refusal of a %s', (_name, make) => {
  it('is when a client that was silent since passes, to about a millisecond', () => {
    law((quota, times) => {
      const first = play(make(quota), times).findIndex(({ allowed }) => !allowed);
      if (first < 0) return;
      const known = times.slice(0, first + 1);
      const resetMs = play(make(quota), known).at(-1)?.resetMs ?? 0;
      const tryAt = (at: number) => play(make(quota), [...known, at]).at(-1)?.allowed;
      expect(resetMs).toBeGreaterThan(known.at(-1) ?? 0);
      // The weighted sum is under the quota only just after the instant at which it reaches it.
      expect(tryAt(Math.ceil(resetMs) + 1)).toBe(true);
      expect(tryAt(Math.max(Math.floor(resetMs) - 2, known.at(-1) ?? 0))).toBe(false);
    });
  });
});
