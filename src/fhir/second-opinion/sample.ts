import type { FhirVerdict } from '../issue.ts';

/**
 * Which resources get a second opinion: every one that the native validator refuses, the first of each type, and of the rest every
 * `stride`-th. The same resources in the same order give the same sample.
 */
export function createSample(stride: number): (native: FhirVerdict) => boolean {
  const types = new Set<string | undefined>();
  let rest = 0;
  return ({ answer, resourceType }) => {
    const first = !types.has(resourceType);
    types.add(resourceType);
    if (answer === 'invalid' || first) return true;
    rest++;
    return rest % stride === 0;
  };
}
