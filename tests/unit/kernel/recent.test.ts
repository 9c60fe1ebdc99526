import { describe, expect, it } from 'vitest';
import { createRecent } from '../../../src/kernel/recent.ts';

describe('a memory of the objects asked about last', () => {
  it('makes a value once for each object, by identity', () => {
    const recent = createRecent<object, number>(2);
    let made = 0;
    const [one, same] = [{ id: 1 }, { id: 1 }];
    expect([recent.getOrMake(one, () => ++made), recent.getOrMake(one, () => ++made)]).toEqual([1, 1]);
    expect(recent.getOrMake(same, () => ++made)).toBe(2);
  });

  it('lets go of the oldest when it is full', () => {
    const recent = createRecent<object, number>(2);
    let made = 0;
    const [a, b, c] = [{}, {}, {}];
    for (const key of [a, b, c]) recent.getOrMake(key, () => ++made);
    expect(recent.getOrMake(c, () => ++made)).toBe(3);
    expect(recent.getOrMake(b, () => ++made)).toBe(2);
    expect(recent.getOrMake(a, () => ++made)).toBe(4);
  });

  it('keeps nothing when making fails', () => {
    const recent = createRecent<object, number>(1);
    const key = {};
    expect(() =>
      recent.getOrMake(key, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(recent.getOrMake(key, () => 7)).toBe(7);
  });
});
