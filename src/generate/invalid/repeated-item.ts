import type { Json } from '../../kernel/json.ts';
import type { Mutation } from '../shared/mutation.ts';
import { arrayOf } from '../valid/plain.ts';

/** The same item twice where items must differ. */
export const repeatedItem: Mutation = function* ({ workshop, view, base, depth }) {
  if (!view.uniqueItems || !Array.isArray(base)) return;
  const items: readonly Json[] = base.length > 0 ? base : (arrayOf(workshop, view, 1, depth) ?? []);
  const [first, ...rest] = items;
  if (first === undefined) return;
  const full = view.maxItems !== undefined && items.length >= view.maxItems.value;
  const value = full ? [first, first, ...rest.slice(1)] : [first, ...items];
  yield {
    value,
    at: '',
    keyword: 'uniqueItems',
    says: 'an item stands twice',
    clause: view.uniqueItems.clause,
    rank: 1,
  };
};
