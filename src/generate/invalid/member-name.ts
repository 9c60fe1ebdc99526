import { isJsonObject } from '../../kernel/json.ts';
import { pointerOf } from '../../kernel/json-pointer.ts';
import { show } from '../shared/draft.ts';
import type { Mutation } from '../shared/mutation.ts';
import { extraView } from '../valid/extra.ts';
import { plainValue } from '../valid/plain.ts';

/** A member whose name the schema does not allow. */
export const memberName: Mutation = function* ({ workshop, view, base, depth }) {
  const names = view.propertyNames[0];
  if (!names || !isJsonObject(base)) return;
  const allowed = workshop.view(view.propertyNames);
  const child = extraView(workshop, view);
  const value = child ? plainValue(workshop, child, depth + 1) : 'text';
  if (value === undefined) return;
  const longest = allowed.maxLength ? ['a'.repeat(allowed.maxLength.value + 1)] : [];
  for (const name of ['bad name!', 'BAD-NAME', '9bad', '', ...longest])
    if (!workshop.accepts(allowed, name))
      yield {
        value: { ...base, [name]: value },
        at: pointerOf([name]),
        keyword: 'propertyNames',
        says: `the member name ${show(name)} is not allowed`,
        clause: { kind: 'document', document: names.document, pointer: names.pointer },
        rank: 2,
      };
};
