import { isJsonObject } from '../../kernel/json.ts';
import type { Mutation } from '../shared/mutation.ts';

/** One member too few, one too many. */
export const memberCount: Mutation = function* ({ view, base }) {
  if (!isJsonObject(base)) return;
  const { minProperties: least, maxProperties: most } = view;
  const members = Object.entries(base);
  if (least && least.value > 0) {
    const droppable = [...members].sort(([a], [b]) => Number(view.required.has(b)) - Number(view.required.has(a)));
    const value = Object.fromEntries(droppable.slice(0, least.value - 1));
    const says = `fewer members than the minimum ${least.value}`;
    yield { value, at: '', keyword: 'minProperties', says, clause: least.clause, rank: 1 };
  }
  if (most && most.value < 100) {
    const missing = Array.from({ length: Math.max(0, most.value + 1 - members.length) }, (_, n) => [
      `extra${n + 1}`,
      'text',
    ]);
    const value = Object.fromEntries([...members, ...missing]);
    const says = `more members than the maximum ${most.value}`;
    yield { value, at: '', keyword: 'maxProperties', says, clause: most.clause, rank: 1 };
  }
};
