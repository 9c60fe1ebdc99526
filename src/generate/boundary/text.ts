import type { ValidDraft } from '../shared/draft.ts';
import { FORMATS } from '../shared/formats.ts';
import { patternSamples } from '../shared/pattern.ts';
import type { View } from '../shared/view.ts';

/** A length beyond which a longest text is not worth its bytes. */
const LONGEST_SENT = 5000;

/** Texts at the edges of what the schema allows. */
export function* textBoundaries(view: View): Iterable<ValidDraft> {
  const pattern = view.patterns[0];
  const format = view.format;
  if (pattern) {
    for (const value of patternSamples(pattern.value))
      yield { value, at: '', shows: `a text of the pattern, ${value.length} long`, clause: pattern.clause };
    return;
  }
  const known = format && FORMATS[format.value];
  if (format && known) {
    for (const value of known.valid) yield { value, at: '', shows: `${format.value} ${value}`, clause: format.clause };
    return;
  }
  yield* lengths(view);
  if (view.minLength || view.maxLength || view.given.length > 0) return;
  yield { value: '', at: '', shows: 'an empty text', clause: view.types?.clause ?? view.clause };
  yield { value: 'Zoë O’Neill-Ōta', at: '', shows: 'a text beyond ASCII', clause: view.types?.clause ?? view.clause };
}

function* lengths(view: View): Iterable<ValidDraft> {
  const { minLength: least, maxLength: most } = view;
  if (!least && !most) return;
  const shortest = least?.value ?? 0;
  const longest = most && most.value <= LONGEST_SENT ? most.value : undefined;
  const clauseOfLeast = least?.clause ?? most?.clause ?? view.clause;
  const clauseOfMost = most?.clause ?? clauseOfLeast;
  if (longest !== undefined) yield ofLength(longest, `maximum length ${longest}`, clauseOfMost);
  yield ofLength(shortest, `minimum length ${shortest}`, clauseOfLeast);
  if (longest !== undefined && longest > shortest) yield ofLength(longest - 1, `length ${longest - 1}`, clauseOfMost);
  yield ofLength(shortest + 1, `length ${shortest + 1}`, clauseOfLeast);
}

function ofLength(length: number, shows: string, clause: ValidDraft['clause']): ValidDraft {
  return { value: 'a'.repeat(length), at: '', shows, clause };
}
