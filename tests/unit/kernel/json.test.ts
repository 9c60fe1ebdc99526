import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256, shortDigest } from '../../../src/kernel/digest.ts';
import { AssayError, messageOf } from '../../../src/kernel/error.ts';
import { getOrMake } from '../../../src/kernel/get-or-make.ts';
import { interleave } from '../../../src/kernel/interleave.ts';
import { canonicalJson, isJsonObject } from '../../../src/kernel/json.ts';

/** The same value with the members of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

describe('canonical JSON', () => {
  it('is the same for every order of members, and reads back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 1 },
    );
  });

  it('keeps the order of lists', () => expect(canonicalJson([2, 1])).toBe('[2,1]'));

  it.each([[null], [[]], ['a'], [1], [undefined]])('%j is no object', (value) => {
    expect(isJsonObject(value)).toBe(false);
  });
});

describe('small things of the kernel', () => {
  it('digests text and bytes alike', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(Buffer.from('abc'))).toBe(sha256('abc'));
    expect(shortDigest('abc')).toBe('ba7816bf8f01');
  });

  it('makes a value once', () => {
    const map = new Map<string, number[]>();
    getOrMake(map, 'a', () => []).push(1);
    getOrMake(map, 'a', () => []).push(2);
    expect(map.get('a')).toEqual([1, 2]);
  });

  it('interleaves lists of different lengths', () => {
    expect(interleave([[1, 4, 6], [2], [], [3, 5]])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(interleave([])).toEqual([]);
  });

  it('has a message for anything thrown', () => {
    expect(messageOf(new AssayError('usage', 'bad-flag', 'No.'))).toBe('No.');
    expect(messageOf('text')).toBe('text');
    expect(messageOf(undefined)).toBe('undefined');
    expect(new AssayError('spec', 'x', 'm', { cause: 1 })).toMatchObject({
      name: 'AssayError',
      kind: 'spec',
      cause: 1,
    });
  });
});
