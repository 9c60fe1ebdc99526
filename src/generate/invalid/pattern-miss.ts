import { show } from '../shared/draft.ts';
import type { Mutation } from '../shared/mutation.ts';
import { compilePattern } from '../shared/pattern.ts';
import { atomMisses, type PatternMiss } from '../shared/pattern-misses.ts';

/** Texts that nearly match the pattern: whole-text slips first, then one slip per part of the pattern. */
export const patternMiss: Mutation = function* ({ view, base }) {
  const pattern = view.patterns[0];
  const regex = pattern && compilePattern(pattern.value);
  if (!pattern || !regex || typeof base !== 'string' || view.members) return;
  const [first = [], ...others] = [
    wholeMisses(base).slice(0, 2),
    atomMisses(pattern.value),
    wholeMisses(base).slice(2),
  ];
  const seen = new Set<string>();
  const misses = [...first, ...others.flat()].filter(
    ([text]) => !regex.test(text) && !seen.has(text) && seen.add(text),
  );
  for (const [index, [value, reason]] of misses.entries())
    yield {
      value,
      at: '',
      keyword: 'pattern',
      says: `${show(value)} does not match ${pattern.value} (${reason})`,
      clause: pattern.clause,
      rank: index + 1,
    };
};

function wholeMisses(base: string): readonly PatternMiss[] {
  const flipped = base === base.toUpperCase() ? base.toLowerCase() : base.toUpperCase();
  return [
    [`${base}!`, 'a character more: a pattern without an end takes it'],
    [base.slice(0, -1), 'a character less'],
    ['', 'empty: often read as not given'],
    [flipped, 'the other case'],
    [` ${base}`, 'a leading space: servers that trim take it'],
    [`${base}\n`, 'a line end, which $ lets pass in some languages'],
    ['!', 'nothing like it'],
  ];
}
