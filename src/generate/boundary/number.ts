import type { ValidDraft } from '../shared/draft.ts';
import type { View } from '../shared/view.ts';
import { clean, rangeOf } from '../valid/number.ts';

/** Numbers at the edges of what the schema allows. */
export function* numberBoundaries(view: View): Iterable<ValidDraft> {
  const { least, greatest, step } = rangeOf(view);
  const clauseOfLeast = view.minimum?.clause ?? view.format?.clause ?? view.clause;
  const clauseOfGreatest = view.maximum?.clause ?? view.format?.clause ?? view.clause;
  if (greatest !== undefined)
    yield { value: greatest, at: '', shows: `the greatest number, ${greatest}`, clause: clauseOfGreatest };
  if (least !== undefined) yield { value: least, at: '', shows: `the least number, ${least}`, clause: clauseOfLeast };
  if (view.maximum && greatest !== undefined)
    yield { value: clean(greatest - step), at: '', shows: 'just under the greatest', clause: clauseOfGreatest };
  if (view.minimum && least !== undefined)
    yield { value: clean(least + step), at: '', shows: 'just over the least', clause: clauseOfLeast };
  if (view.minimum || view.maximum || view.given.length > 0) return;
  yield { value: 0, at: '', shows: 'zero', clause: view.types?.clause ?? view.clause };
}
