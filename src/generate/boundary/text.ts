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
  if (most && most.value <= LONGEST_SENT) {
    yield { value: 'a'.repeat(most.value), at: '', shows: `maximum length ${most.value}`, clause: most.clause };
    if (most.value > 1)
      yield { value: 'a'.repeat(most.value - 1), at: '', shows: `length ${most.value - 1}`, clause: most.clause };
  }
  if (least || most) {
    const shortest = least?.value ?? 0;
    const clause = least?.clause ?? most?.clause ?? view.clause;
    yield { value: 'a'.repeat(shortest), at: '', shows: `minimum length ${shortest}`, clause };
    yield { value: 'a'.repeat(shortest + 1), at: '', shows: `length ${shortest + 1}`, clause };
  }
}
