import fc from 'fast-check';

const cache = new Map<string, readonly string[]>();

/** Up to eight texts that match a pattern (ECMA-262), shortest first, always the same; empty when the pattern is outside the supported subset. */
export function patternSamples(source: string): readonly string[] {
  const known = cache.get(source);
  if (known) return known;
  const found = drawSamples(source);
  cache.set(source, found);
  return found;
}

const arbitraries = new Map<string, { readonly made: fc.Arbitrary<string> | undefined }>();

/** Random texts that match, or undefined when the pattern is outside the supported subset; made once, for making one is slow. */
export function patternArbitrary(source: string): fc.Arbitrary<string> | undefined {
  const known = arbitraries.get(source) ?? { made: makeArbitrary(source) };
  arbitraries.set(source, known);
  return known.made;
}

function makeArbitrary(source: string): fc.Arbitrary<string> | undefined {
  const regex = compilePattern(source);
  if (!regex) return undefined;
  try {
    return fc.stringMatching(regex, { size: 'small' });
  } catch {
    return undefined;
  }
}

/** The pattern as JSON Schema reads it (with the `u` flag, without it as a last resort), or undefined when it is no regular expression. */
export function compilePattern(source: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(source, flags);
    } catch {}
  }
  return undefined;
}

function drawSamples(source: string): readonly string[] {
  const arbitrary = patternArbitrary(source);
  if (!arbitrary) return [];
  try {
    const drawn = fc.sample(arbitrary, { seed: 20, numRuns: 24 });
    const printable = drawn.filter((text) => /^[\x20-\x7e]*$/.test(text));
    const pool = [...new Set(printable.length > 0 ? printable : drawn)];
    return pool.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, 8);
  } catch {
    return [];
  }
}
