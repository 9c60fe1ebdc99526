import type { Mutation } from '../shared/mutation.ts';
import { compilePattern } from '../shared/pattern.ts';

/** A longest text beyond this is not worth sending. */
const LONGEST_SENT = 10_000;

/** Texts one character too short or too long, where no other keyword of the text is broken by it. */
export const length: Mutation = function* ({ view, base }) {
  const { minLength: least, maxLength: most } = view;
  if (typeof base !== 'string' || view.members) return;
  const filler = base.at(-1) ?? 'a';
  const otherwiseRight = (text: string) =>
    !view.format && view.patterns.every(({ value }) => compilePattern(value)?.test(text) ?? false);
  if (least && least.value > 0) {
    const value = base.padEnd(least.value, filler).slice(0, least.value - 1);
    const says = `${value.length} characters are fewer than the minimum ${least.value}`;
    if (otherwiseRight(value)) yield { value, at: '', keyword: 'minLength', says, clause: least.clause, rank: 1 };
  }
  if (most && most.value < LONGEST_SENT) {
    const value = base.padEnd(most.value + 1, filler);
    const says = `${value.length} characters are more than the maximum ${most.value}`;
    if (otherwiseRight(value)) yield { value, at: '', keyword: 'maxLength', says, clause: most.clause, rank: 1 };
  }
};
