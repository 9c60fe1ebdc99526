import type { ValidDraft } from '../shared/draft.ts';
import type { View } from '../shared/view.ts';
import type { Workshop } from '../shared/workshop.ts';
import { arrayOf } from '../valid/plain.ts';

/** More items than this are not worth their bytes. */
const MOST_SENT = 200;

/** Arrays at the edges of the allowed number of items. */
export function* itemBoundaries(workshop: Workshop, view: View, depth: number): Iterable<ValidDraft> {
  const least = view.minItems?.value ?? 0;
  const most = view.maxItems?.value;
  const sizes = new Set(
    [most, least, 2].filter((size) => size !== undefined && size >= least && size <= (most ?? MOST_SENT)),
  );
  for (const size of sizes) {
    const value = size === undefined || size > MOST_SENT ? undefined : arrayOf(workshop, view, size, depth);
    const keyword = size === most ? view.maxItems : view.minItems;
    if (value) yield { value, at: '', shows: `${value.length} items`, clause: keyword?.clause ?? view.clause };
  }
}
