import { isJsonObject } from '../../kernel/json.ts';
import { pointerOf } from '../../kernel/json-pointer.ts';
import { without } from '../shared/draft.ts';
import type { Mutation } from '../shared/mutation.ts';

/** Each required member left out. */
export const missingMember: Mutation = function* ({ view, base }) {
  if (!isJsonObject(base)) return;
  for (const [name, clause] of view.required)
    if (Object.hasOwn(base, name))
      yield {
        value: without(base, name),
        at: pointerOf([name]),
        keyword: 'required',
        says: `the required member ${name} is missing`,
        clause,
        rank: 1,
      };
};
