import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../src/kernel/glob.ts';

/** The same by a regular expression: slow on hostile patterns, but plain to see. */
function byRegExp(text: string, glob: string): boolean {
  const source = glob
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^]*');
  return new RegExp(`^${source}$`).test(text);
}

describe('globs', () => {
  it.each([
    ['GET /a', 'GET /a', true],
    ['GET /a', 'GET *', true],
    ['GET /a', '*', true],
    ['', '*', true],
    ['', '', true],
    ['', 'a', false],
    ['a', 'a*a', false],
    ['aa', 'a*a', true],
    ['GET /a', 'get *', false],
    ['a.b', 'a?b', false],
    ['/x/y/z', '/x/*/z', true],
    ['ab', 'a*b*b', false],
  ])('%j against %j: %j', (text, glob, expected) => {
    expect(matchesGlob(text, glob)).toBe(expected);
  });

  it('agrees with a regular expression on everything', () => {
    const few = (chars: string) => fc.string({ unit: fc.constantFrom(...chars), maxLength: 9 });
    fc.assert(
      fc.property(few('ab.\n'), few('ab*.'), (text, glob) => {
        expect(matchesGlob(text, glob)).toBe(byRegExp(text, glob));
      }),
      { seed: 1, numRuns: 3_000 },
    );
  });

  it('stays quick on patterns that make others slow', () => {
    const before = performance.now();
    expect(matchesGlob('a'.repeat(5_000), `${'*a'.repeat(200)}*b`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(500);
  });
});
