import { show } from '../shared/draft.ts';
import { FORMATS } from '../shared/formats.ts';
import type { Mutation } from '../shared/mutation.ts';

/** Texts that nearly have the format. */
export const formatMiss: Mutation = function* ({ view }) {
  const format = view.format;
  const known = format && FORMATS[format.value];
  if (!format || !known || view.members) return;
  for (const [index, [value, reason]] of known.nearMisses.entries())
    yield {
      value,
      at: '',
      keyword: 'format',
      says: `${show(value)} is no ${format.value} (${reason})`,
      clause: format.clause,
      rank: index + 1,
    };
};
