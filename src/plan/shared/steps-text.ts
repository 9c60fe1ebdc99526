import { getOrMake } from '../../kernel/get-or-make.ts';
import { canonicalJson } from '../../kernel/json.ts';
import type { Step } from '../../model/case.ts';

const known = new WeakMap<readonly Step[], string>();

/** The canonical JSON of steps: written once, though ids and the search for identical requests both ask for it. */
export function stepsText(steps: readonly Step[]): string {
  return getOrMake(known, steps, () => canonicalJson(steps));
}
