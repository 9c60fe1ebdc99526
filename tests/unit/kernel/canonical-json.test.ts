import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/kernel/json.ts';

describe('canonical JSON', () => {
  it('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the same in whatever order members were added', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(canonicalJson(value));
      }),
    );
  });

  it('sorts names, numbers first, and leaves the order of lists', () => {
    expect(canonicalJson({ b: [2, 1], a: { d: 1, c: 2 }, 10: 0, 9: 0 })).toBe(
      '{"9":0,"10":0,"a":{"c":2,"d":1},"b":[2,1]}',
    );
  });

  it('writes what JSON has no word for as JSON.stringify does', () => {
    const value = { a: undefined, b: [undefined], c: Number.NaN, d: new Date(0), e: () => 1 };
    expect(canonicalJson(value)).toBe('{"b":[null],"c":null,"d":"1970-01-01T00:00:00.000Z"}');
    expect(canonicalJson(undefined)).toBeUndefined();
  });
});
