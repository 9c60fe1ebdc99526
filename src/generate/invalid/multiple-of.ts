import type { Mutation } from '../shared/mutation.ts';
import { clean } from '../valid/number.ts';

/** A number between two multiples. */
export const multipleOf: Mutation = function* ({ view, base }) {
  const step = view.multipleOf;
  if (!step || typeof base !== 'number' || view.members) return;
  const integer = view.types?.value.includes('integer') ?? false;
  for (const value of integer ? [base + 1, base - 1] : [clean(base + step.value / 2), clean(base - step.value / 2)])
    yield {
      value,
      at: '',
      keyword: 'multipleOf',
      says: `${value} is no multiple of ${step.value}`,
      clause: step.clause,
      rank: 1,
    };
};
