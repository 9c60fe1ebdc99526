import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countMembers, countWritten } from '../../src/fhir/json/duplicates.ts';
import { seekAll } from '../../src/fhir/json/seek.ts';
import { type Spot, TolerantParser } from '../../src/fhir/json/tolerant-parser.ts';
import { PLAIN_VALUES } from '../../src/fhir/structure/plain-values.ts';
import { PRIMITIVE_CHECKS } from '../../src/fhir/structure/primitives.ts';
import type { Json } from '../../src/kernel/json.ts';

const TEMPORAL = fc.tuple(
  fc.constantFrom('2024', '0024', '2024-02', '2024-13', '2024-02-28', '2024-02-30', '2023-1-01', '20240-2-01'),
  fc.constantFrom('', 'T', 'T10:00', 'T10:00:00', 'T24:00:00', 'T10:60:00', 'T10:00:60', 'T10:00:00.', 'T10:00:00.12'),
  fc.constantFrom('', 'Z', '+01:00', '-14:00', '+15:00', '+1:00', '+01:60', 'z'),
);
const WRITTEN = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ maxLength: 70 }),
  fc.string({ unit: fc.constantFrom(...'aZ09-._/+= \t:é'), maxLength: 70 }),
  fc
    .tuple(fc.constantFrom('urn:oid:', 'urn:uuid:', 'oid:', 'uuid:', 'http://a/'), fc.string())
    .map((parts) => parts.join('')),
  TEMPORAL.map((parts) => parts.join('')),
  fc.base64String(),
);
const VALUES: fc.Arbitrary<Json> = fc.oneof(WRITTEN, fc.integer(), fc.double({ noNaN: true }), fc.boolean());

test.each(Object.keys(PLAIN_VALUES))('what passes for a plain %s passes the full check', (type) => {
  fc.assert(
    fc.property(VALUES, (value) => {
      if (PLAIN_VALUES[type]?.(value)) expect(PRIMITIVE_CHECKS[type]?.(value)).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['string', 'a b'],
  ['code', 'final'],
  ['id', 'a-1.B'],
  ['uri', 'http://example.org/a'],
  ['date', '2024-02-28'],
  ['dateTime', '2024-02-28T10:00:00+01:00'],
  ['instant', '2024-02-28T10:00:00.123Z'],
  ['base64Binary', 'AAAA'],
])('a usual %s is plain', (type, value) => {
  expect(PLAIN_VALUES[type]?.(value)).toBe(true);
});

const NAMES = fc.constantFrom('a', 'b', 'resourceType', '":', '{', '1', '0', 'a"b', 'é', '\\');
const DOCUMENTS = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, 1.5, '":', '{"a":1}', 'x:', '\\', ''),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(NAMES, tie('value'), { maxKeys: 4 }),
  ),
})).value;

function pathsOf(value: Json, spot: Spot, tokens: (string | number)[]): [(string | number)[], number][] {
  const below = [...(spot.members ?? []), ...(spot.items ?? []).entries()];
  return [
    [tokens, spot.start],
    ...below.flatMap(([token, next]) =>
      pathsOf((value as Record<string | number, Json>)[token] ?? null, next, [...tokens, token]),
    ),
  ];
}

test('every value is found where a full reading finds it', () => {
  fc.assert(
    fc.property(DOCUMENTS, fc.constantFrom(undefined, 2, '\t'), fc.nat(), (value, indent, seed) => {
      const text = JSON.stringify(value, undefined, indent).replaceAll('":', seed % 2 ? '" :' : '":');
      const parsed = JSON.parse(text) as Json;
      const spot = new TolerantParser(text, 200).parse()?.spot;
      if (!spot) throw new Error('sound text was not read');
      const all = pathsOf(parsed, spot, []);
      const some = all.filter((_, i) => (i * 7 + seed) % 3 === 0);
      for (const chosen of [all, some])
        expect(
          seekAll(
            text,
            parsed,
            chosen.map(([tokens]) => tokens),
          ),
        ).toEqual(chosen.map(([, at]) => at));
    }),
    { numRuns: 500 },
  );
});

test('members are counted as written, and a repeated one makes the difference', () => {
  fc.assert(
    fc.property(fc.dictionary(NAMES, DOCUMENTS, { minKeys: 1 }), (value) => {
      const text = JSON.stringify(value);
      const members = countMembers(value, 200);
      expect(countWritten(text, members)).toBe(members);
      const repeated = text.replace('{', `{${JSON.stringify(Object.keys(value)[0])}:0,`);
      expect(countWritten(repeated, countMembers(JSON.parse(repeated) as Json, 200))).toBe(members + 1);
    }),
  );
});
