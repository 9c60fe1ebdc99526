import { isJsonObject } from '../../kernel/json.ts';
import { pointerOf } from '../../kernel/json-pointer.ts';
import { without } from '../shared/draft.ts';
import type { Mutation } from '../shared/mutation.ts';
import { plainValue, withMember, writableProperties } from '../valid/plain.ts';

/** A member without one that it calls for. */
export const dependentMember: Mutation = function* ({ workshop, view, base, depth }) {
  if (!isJsonObject(base)) return;
  for (const { name, needs, clause } of view.dependentRequired) {
    const child = writableProperties(workshop, view).find(([member]) => member === name)?.[1];
    const value = base[name] ?? (child && plainValue(workshop, child, depth + 1)) ?? 'text';
    const whole = withMember(workshop, view, base, name, value);
    for (const needed of needs)
      yield {
        value: without(whole, needed),
        at: pointerOf([needed]),
        keyword: 'dependentRequired',
        says: `${name} is there without ${needed}, which it calls for`,
        clause,
        rank: 1,
      };
  }
};
