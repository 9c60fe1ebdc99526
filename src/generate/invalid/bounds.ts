import type { FaultDraft } from '../shared/draft.ts';
import { NUMERIC_FORMATS } from '../shared/formats.ts';
import type { Mutation } from '../shared/mutation.ts';
import { allows, type Bound, type View } from '../shared/view.ts';
import { clean, rangeOf } from '../valid/number.ts';

/** Numbers just beyond each bound, and the bound itself where it is excluded. */
export const bounds: Mutation = function* ({ view }) {
  if (view.members || !(allows(view, 'integer') || allows(view, 'number'))) return;
  const { least, greatest, step } = rangeOf(view);
  if (view.minimum && least !== undefined) yield beyond(view.minimum, clean(least - step), 'minimum', 'under');
  if (view.maximum && greatest !== undefined) yield beyond(view.maximum, clean(greatest + step), 'maximum', 'over');
  if (view.minimum && view.minimum.value > -1000) yield beyond(view.minimum, -1000 * step, 'minimum', 'under', 3);
  if (view.maximum && view.maximum.value < 1000) yield beyond(view.maximum, 1_000_000 * step, 'maximum', 'over', 3);
  yield* beyondFormat(view);
};

function beyond(bound: Bound, value: number, side: 'minimum' | 'maximum', word: string, rank = 1): FaultDraft {
  const keyword = bound.exclusive ? (side === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum') : side;
  const relation = bound.exclusive ? `not ${word === 'under' ? 'over' : 'under'} the exclusive` : `${word} the`;
  return { value, at: '', keyword, says: `${value} is ${relation} ${side} ${bound.value}`, clause: bound.clause, rank };
}

function* beyondFormat(view: View): Iterable<FaultDraft> {
  const format = view.format;
  const misses = format && NUMERIC_FORMATS[format.value]?.nearMisses;
  if (!format || !misses) return;
  for (const [index, [value, reason]] of misses.entries()) {
    if (value > 0 ? view.maximum : view.minimum) continue;
    yield {
      value,
      at: '',
      keyword: 'format',
      says: `${value} is no ${format.value} (${reason})`,
      clause: format.clause,
      rank: index + 2,
    };
  }
}
