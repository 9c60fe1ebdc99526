import type { Json } from '../../kernel/json.ts';
import type { Mutation } from '../shared/mutation.ts';
import { arrayOf } from '../valid/plain.ts';

/** More items than this are not worth sending. */
const MOST_SENT = 500;

/** One item too few, one too many. */
export const itemCount: Mutation = function* ({ workshop, view, base, depth }) {
  const { minItems: least, maxItems: most } = view;
  if (!Array.isArray(base)) return;
  const items: readonly Json[] = base;
  if (least && least.value > 0) {
    const value = items.slice(0, least.value - 1);
    const says = `${value.length} items are fewer than the minimum ${least.value}`;
    yield { value, at: '', keyword: 'minItems', says, clause: least.clause, rank: 1 };
  }
  if (most && most.value < MOST_SENT) {
    const value = arrayOf(workshop, view, most.value + 1, depth);
    const says = `${most.value + 1} items are more than the maximum ${most.value}`;
    if (value) yield { value, at: '', keyword: 'maxItems', says, clause: most.clause, rank: 1 };
  }
};
