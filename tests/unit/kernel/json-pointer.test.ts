import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemAt, pointerOf, pointerTokens, valueAt } from '../../../src/kernel/json-pointer.ts';

/** The examples of RFC 6901 §5. */
const DOCUMENT = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};

describe('JSON pointers', () => {
  it.each([
    ['', DOCUMENT],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ])('%j leads where RFC 6901 says', (pointer, value) => {
    expect(valueAt(DOCUMENT, pointer)).toEqual(value);
  });

  it.each(['/foo/2', '/foo/-', '/foo/', '/foo/01', '/foo/1e0', '/foo/ 0', '/foo/length', '/bar', '/foo/0/x'])(
    '%j leads nowhere',
    (pointer) => {
      expect(valueAt(DOCUMENT, pointer)).toBeUndefined();
    },
  );

  it.each(['/constructor', '/toString', '/__proto__', '/__proto__/constructor'])(
    '%j does not reach beyond the document',
    (pointer) => {
      expect(valueAt({}, pointer)).toBeUndefined();
      expect(valueAt([], pointer)).toBeUndefined();
    },
  );

  it('reads a member that is called __proto__', () => {
    expect(valueAt(JSON.parse('{"__proto__": {"a": 1}}'), '/__proto__/a')).toBe(1);
  });

  it('escapes and unescapes without loss', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a', '') })), (tokens) => {
        expect(pointerTokens(pointerOf(tokens))).toEqual(tokens);
      }),
      { seed: 1 },
    );
  });

  it('finds every value of every document at its own pointer', () => {
    const check = (root: unknown, value: unknown, tokens: (string | number)[]) => {
      expect(valueAt(root, pointerOf(tokens))).toBe(value);
      if (typeof value !== 'object' || value === null) return;
      for (const [key, member] of Object.entries(value)) check(root, member, [...tokens, key]);
    };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (root) => check(root, root, [])),
      { seed: 1, numRuns: 50 },
    );
  });

  it('takes only digits as an index', () => {
    expect(itemAt(['a'], '0')).toBe('a');
    expect(itemAt(['a'], '00')).toBeUndefined();
    expect(itemAt(['a'], '-0')).toBeUndefined();
  });
});
