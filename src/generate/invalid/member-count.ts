import { isJsonObject } from '../../kernel/json.ts';
import type { Mutation } from '../shared/mutation.ts';
import type { View } from '../shared/view.ts';
import { extraMembers } from '../valid/extra.ts';
import { plainValue } from '../valid/plain.ts';

/** One member too few, one too many. */
export const memberCount: Mutation = function* ({ workshop, view, base, depth }) {
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
    const make = (child: View) => plainValue(workshop, child, depth + 1);
    const present = new Set(Object.keys(base));
    const missing = extraMembers(workshop, view, most.value + 1 - members.length, present, make);
    const value = Object.fromEntries([...members, ...missing]);
    const says = `more members than the maximum ${most.value}`;
    yield { value, at: '', keyword: 'maxProperties', says, clause: most.clause, rank: 1 };
  }
};
