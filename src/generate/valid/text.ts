import { FORMATS } from '../shared/formats.ts';
import { patternSamples } from '../shared/pattern.ts';
import type { View } from '../shared/view.ts';

/** Texts that may conform, plainest first. */
export function plainTexts(view: View): readonly string[] {
  const pattern = view.patterns[0];
  if (pattern) {
    const samples = patternSamples(pattern.value);
    const fitting = samples.filter((text) => fits(view, text));
    return fitting.length > 0 ? fitting : samples;
  }
  const known = view.format && FORMATS[view.format.value];
  return known ? known.valid : [fitLength(view, 'text')];
}

/** The text cut or padded with `a` to the lengths that the schema allows. */
export function fitLength(view: View, text: string): string {
  const shortest = view.minLength?.value ?? 0;
  const longest = view.maxLength?.value ?? Infinity;
  return text.slice(0, longest).padEnd(shortest, 'a');
}

function fits(view: View, text: string): boolean {
  return text.length >= (view.minLength?.value ?? 0) && text.length <= (view.maxLength?.value ?? Infinity);
}
