import { show } from '../shared/draft.ts';
import type { Mutation } from '../shared/mutation.ts';
import { compilePattern } from '../shared/pattern.ts';

/** Texts that nearly match the pattern. */
export const patternMiss: Mutation = function* ({ view, base }) {
  const pattern = view.patterns[0];
  const regex = pattern && compilePattern(pattern.value);
  if (!pattern || !regex || typeof base !== 'string' || view.members) return;
  const flipped = base === base.toUpperCase() ? base.toLowerCase() : base.toUpperCase();
  const tried = [`${base}!`, base.slice(0, -1), '', flipped, ` ${base}`, `${base}\n`, base.replace(/[0-9]/, 'x'), '!'];
  const misses = [...new Set(tried)].filter((value) => !regex.test(value));
  for (const [index, value] of misses.entries())
    yield {
      value,
      at: '',
      keyword: 'pattern',
      says: `${show(value)} does not match ${pattern.value}`,
      clause: pattern.clause,
      rank: index + 1,
    };
};
