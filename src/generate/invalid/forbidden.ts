import { isJsonObject } from '../../kernel/json.ts';
import { show } from '../shared/draft.ts';
import type { Mutation } from '../shared/mutation.ts';
import { clauseOf } from '../shared/view.ts';
import { plainValue } from '../valid/plain.ts';

/** What `not` forbids, with all else kept right. */
export const forbidden: Mutation = function* ({ workshop, view, base, depth }) {
  for (const handle of view.not) {
    const made = plainValue(workshop, workshop.view([handle]), depth + 1);
    if (made === undefined) continue;
    const value = isJsonObject(made) && isJsonObject(base) ? { ...base, ...made } : made;
    yield {
      value,
      at: '',
      keyword: 'not',
      says: `${show(value)} is what must not be`,
      clause: clauseOf(handle),
      rank: 1,
    };
  }
};
