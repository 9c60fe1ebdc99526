import type { Json } from '../../kernel/json.ts';
import type { FaultDraft } from '../shared/draft.ts';
import type { Mutation } from '../shared/mutation.ts';
import { clauseOf } from '../shared/view.ts';
import { arrayOf, plainValue } from '../valid/plain.ts';

const MOST_SENT = 100;

/** A list in which too few or too many items are of the kind that it must contain. */
export const contains: Mutation = function* ({ workshop, view, base, depth }) {
  if (!view.contains || !Array.isArray(base)) return;
  const { handle, least, most } = view.contains;
  const kind = workshop.view([handle]);
  const fault = (value: Json, keyword: string, says: string): FaultDraft => ({
    value,
    at: '',
    keyword,
    says,
    clause: clauseOf(handle),
    rank: 1,
  });
  const items: readonly Json[] = base;
  if (least > 0) {
    const others = items.filter((item) => !workshop.accepts(kind, item));
    const filler = view.items && plainValue(workshop, workshop.view(view.items), depth + 1);
    const usable = filler !== undefined && !workshop.accepts(kind, filler) ? [filler] : [];
    const says = 'no item is of the kind that the list must contain';
    for (const value of [others, usable]) yield fault(value, 'contains', says);
  }
  if (most < MOST_SENT) {
    const value = arrayOf(workshop, { ...view, contains: { handle, least: most + 1, most } }, most + 1, depth);
    if (value) yield fault(value, 'maxContains', `more than ${most} items are of the kind that the list contains`);
  }
};
