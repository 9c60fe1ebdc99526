import { describe, expect, it } from 'vitest';
import { fixedWindow } from '../../../../src/sandbox/limiter/fixed-window.ts';

describe('fixed window', () => {
  it('lets the limit pass and refuses the next', () => {
    const limiter = fixedWindow(3, 1000);
    const decisions = [1, 2, 3, 4].map(() => limiter.hit('a', 500));
    expect(decisions.map(({ allowed }) => allowed)).toEqual([true, true, true, false]);
    expect(decisions.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0]);
  });

  it('releases every key at the next multiple of the period since the epoch', () => {
    const limiter = fixedWindow(1, 1000);
    expect(limiter.hit('a', 10_990)).toMatchObject({ allowed: true, resetMs: 11_000 });
    expect(limiter.hit('a', 10_999).allowed).toBe(false);
    expect(limiter.hit('a', 11_000).allowed).toBe(true);
  });

  it('lets twice the limit pass across a boundary', () => {
    const limiter = fixedWindow(5, 1000);
    const times = [995, 996, 997, 998, 999, 1000, 1001, 1002, 1003, 1004];
    expect(times.every((time) => limiter.hit('a', time).allowed)).toBe(true);
  });

  it('counts keys apart', () => {
    const limiter = fixedWindow(1, 1000);
    limiter.hit('a', 0);
    expect(limiter.hit('b', 0).allowed).toBe(true);
  });

  it('keeps the counters of a slot while time jumps to others and back', () => {
    const limiter = fixedWindow(1, 1000);
    limiter.hit('a', 0);
    limiter.hit('a', 5000);
    expect(limiter.hit('a', 1).allowed).toBe(false);
  });

  it('forgets all on reset', () => {
    const limiter = fixedWindow(1, 1000);
    limiter.hit('a', 0);
    limiter.reset();
    expect(limiter.hit('a', 0).allowed).toBe(true);
  });
});
