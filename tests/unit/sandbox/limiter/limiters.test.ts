import { describe, expect, it } from 'vitest';
import { ban } from '../../../../src/sandbox/limiter/ban.ts';
import { block } from '../../../../src/sandbox/limiter/block.ts';
import { gcra } from '../../../../src/sandbox/limiter/gcra.ts';
import type { Limiter } from '../../../../src/sandbox/limiter/limiter.ts';
import { nodes } from '../../../../src/sandbox/limiter/nodes.ts';
import { penalty } from '../../../../src/sandbox/limiter/penalty.ts';
import { atRandom } from '../../../../src/sandbox/limiter/routing.ts';
import { slidingCounter } from '../../../../src/sandbox/limiter/sliding-counter.ts';
import { slidingLog } from '../../../../src/sandbox/limiter/sliding-log.ts';
import { sliceOf } from '../../../../src/sandbox/limiter/spike-arrest.ts';
import { tokenBucket } from '../../../../src/sandbox/limiter/token-bucket.ts';
import { unlimited } from '../../../../src/sandbox/limiter/unlimited.ts';

const play = (limiter: Limiter, times: readonly number[]) =>
  times.map((at) => (limiter.hit('a', at).allowed ? 'y' : 'n')).join('');

describe('examples', () => {
  it.each([
    [
      'sliding log: one comes back for each that has aged out',
      slidingLog(2, 1000),
      [0, 400, 999, 1000, 1399, 1400],
      'yynyny',
    ],
    [
      'sliding log with refusals: asking while refused keeps out',
      slidingLog(2, 1000, { refusalsCount: true }),
      [0, 400, 900, 1100, 1500, 2500],
      'yynnny',
    ],
    [
      'two buckets: at the middle half of the one before still counts',
      slidingCounter(4, 1000),
      [900, 900, 900, 900, 1000, 1500, 1500, 1500],
      'yyyynyyn',
    ],
    ['token bucket: one comes back each quarter', tokenBucket(4, 1000), [0, 0, 0, 0, 0, 249, 250, 250], 'yyyynnyn'],
    [
      'token bucket in lumps of two',
      tokenBucket(4, 1000, { lumpMs: 500 }),
      [0, 0, 0, 0, 499, 500, 500, 500],
      'yyyynyyn',
    ],
    ['token bucket larger than the limit', tokenBucket(1, 1000, { capacity: 3 }), [0, 0, 0, 0, 1000, 1000], 'yyynyn'],
    ['cells without a burst', gcra(4, 1000, 1), [0, 249, 250, 499, 500], 'ynyny'],
    ['penalty: each refusal starts the window anew', penalty(1, 1000), [0, 900, 1100, 2099, 3099], 'ynnny'],
    [
      'elastic penalty: those that pass extend it too',
      penalty(2, 1000, { elastic: true }),
      [0, 900, 1100, 2100],
      'yyny',
    ],
    ['block: no longer than announced', block(1, 1000, { blockMs: 3000 }), [0, 500, 1500, 3499, 3500], 'ynnny'],
    [
      'growing block: each refusal doubles it',
      block(1, 1000, { blockMs: 1000, growing: true }),
      [0, 0, 999, 2000, 5999, 13_999],
      'ynnnny',
    ],
  ] as const)('%s', (_name, limiter, times, pattern) => {
    expect(play(limiter, times)).toBe(pattern);
  });
});

describe('details', () => {
  it('of a spike arrest: a thousand in five minutes are one every 300 ms, a thousand a second a hundred every 100 ms', () => {
    expect(sliceOf(1000, 300_000)).toEqual({ limit: 1, periodMs: 300 });
    expect(sliceOf(1000, 1000)).toEqual({ limit: 100, periodMs: 100 });
    expect(sliceOf(30, 1000)).toEqual({ limit: 3, periodMs: 100 });
  });

  it('of a log: time may jump ahead and back within eight windows', () => {
    const log = slidingLog(1, 1000);
    expect(play(log, [0, 5000, 500, 1000, 5999])).toBe('yynyn');
  });

  it('of a growing announcement: the wait told doubles although one silent window frees', () => {
    const limiter = penalty(1, 1000, { growingAnnouncement: true });
    const resets = [0, 10, 20, 30].map((at) => limiter.hit('a', at).resetMs - at);
    expect(resets).toEqual([1000, 1000, 2000, 4000]);
    expect(limiter.hit('a', 1030).allowed).toBe(true);
  });

  it('of blocks: they never grow beyond a century', () => {
    const limiter = block(1, 1000, { blockMs: 1000, growing: true });
    for (let sent = 0; sent < 2000; sent++) limiter.hit('a', 0);
    expect(limiter.hit('a', 0).resetMs).toBe(100 * 365 * 86_400_000);
  });

  it('of bans: one without a length ends with the window that it came of', () => {
    const limiter = ban(slidingLog(1, 1000), { refusals: 1 });
    const seen = [0, 1, 2, 3, 1000].map((at) => limiter.hit('a', at));
    expect(seen.map(({ banned = false }) => banned)).toEqual([false, false, true, true, false]);
  });

  it('of nodes: a route that leads nowhere is an error of the set-up', () => {
    expect(() =>
      nodes(
        1,
        () => slidingLog(1, 1000),
        () => 3,
      ).hit('a', 0),
    ).toThrow(RangeError);
  });

  it('of chance: the same seed goes the same way, all nodes are visited', () => {
    const way = (seed: number) => Array.from({ length: 50 }, atRandom(3, seed));
    expect(way(7)).toEqual(way(7));
    expect(new Set(way(7))).toEqual(new Set([0, 1, 2]));
  });

  it('of none: there is always room', () => {
    expect(unlimited(5, 1000).hit('a', 7)).toEqual({ allowed: true, limit: 5, remaining: 5, resetMs: 1007 });
  });
});
