import { isJsonObject } from '../../kernel/json.ts';
import type { Mutation } from '../shared/mutation.ts';

/** A member that the schema does not allow. */
export const unexpectedMember: Mutation = function* ({ view, base }) {
  if (view.extras?.value !== 'closed' || !isJsonObject(base)) return;
  const name = 'unexpected_member';
  yield {
    value: { ...base, [name]: 'text' },
    at: `/${name}`,
    keyword: 'additionalProperties',
    says: `the member ${name} is not allowed`,
    clause: view.extras.clause,
    rank: 1,
  };
};
