import fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtInDefinitions } from '../../src/fhir/definitions/pack.ts';
import { countMembers, countWritten } from '../../src/fhir/json/duplicates.ts';
import { extentOf, isExactly } from '../../src/fhir/json/extent.ts';
import { seekAll } from '../../src/fhir/json/seek.ts';
import { type Spot, TolerantParser } from '../../src/fhir/json/tolerant-parser.ts';
import { compileCondition } from '../../src/fhir/path/compile.ts';
import { fhirNode } from '../../src/fhir/path/node.ts';
import { parsePath } from '../../src/fhir/path/parser.ts';
import { tellingOf, UNTOLD, YES } from '../../src/fhir/path/told.ts';
import { compileTypes } from '../../src/fhir/structure/compile-types.ts';
import { PLAIN_VALUES } from '../../src/fhir/structure/plain-values.ts';
import { PRIMITIVE_CHECKS } from '../../src/fhir/structure/primitives.ts';
import type { Json, JsonObject } from '../../src/kernel/json.ts';

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

test('a text is as long as its value only when no member was dropped, however its numbers are written', () => {
  const number = fc.constantFrom('0', '-0', '1e2', '1E3', '12e-4', '1000', '1234567890123456789e2', '0.010', '634.3');
  const string = fc.constantFrom('""', '"a:"', '"\\""', '"\\\\"', '"\\u0061"', '"\\/"', '"é"');
  const name = fc.constantFrom('"a"', '"b"', '"__proto__"', '"\\u0061"', '"a\\""');
  const { text } = fc.letrec<{ text: string }>((tie) => ({
    text: fc.oneof(
      { maxDepth: 3 },
      number,
      string,
      fc.array(tie('text'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
      fc
        .array(fc.tuple(name, tie('text')), { maxLength: 4 })
        .map((all) => `{${all.map((m) => m.join(':')).join(',')}}`),
    ),
  }));
  let exact = 0;
  fc.assert(
    fc.property(text, (source) => {
      const value = JSON.parse(source) as Json;
      const extent = extentOf(value, 200);
      expect(extent?.members).toBe(countMembers(value, 200));
      if (!extent || !isExactly(source, extent)) return;
      exact++;
      expect(new TolerantParser(source, 200).parse()?.value).toEqual(value);
      expect(countWritten(source, extent.members)).toBe(extent.members);
    }),
    { numRuns: 2000 },
  );
  expect(exact).toBeGreaterThan(100);
});

test('what is told of a condition without evaluating it is what its evaluation gives', () => {
  const types = compileTypes(builtInDefinitions('4.0'));
  const plan = types.type('Patient');
  if (!plan) throw new Error('no Patient');
  const value = fc.constantFrom<Json>('a', '', null, true, [], [null], ['a'], {}, { status: 'a', div: 'x' }, [
    { status: 'a' },
    { div: 'x', text: 'a' },
  ]);
  const names = ['text', 'gender', 'active', 'name', 'maritalStatus', 'deceasedBoolean', 'birthDate', 'contact'];
  const patients = fc.dictionary(fc.constantFrom(...names, ...names.map((name) => `_${name}`)), value);
  const chain = fc.constantFrom(
    'text',
    'text.div',
    'gender',
    'name',
    'name.text',
    'Patient.maritalStatus.text',
    'deceased',
    'birthDate',
    'contact.name.text',
  );
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      fc.tuple(chain, fc.constantFrom('exists()', 'empty()', 'hasValue()')).map((parts) => parts.join('.')),
      fc.tuple(chain, fc.constantFrom(" = 'a'", " != 'a'")).map((parts) => `(${parts.join('')})`),
      tie('condition').map((inner) => `(${inner}).not()`),
      fc
        .tuple(tie('condition'), fc.constantFrom(' and ', ' or ', ' implies '), tie('condition'))
        .map((parts) => `(${parts.join('')})`),
    ),
  }));
  let told = 0;
  fc.assert(
    fc.property(patients, condition, (patient: JsonObject, source) => {
      const answer = tellingOf(parsePath(source), plan)?.(patient) ?? UNTOLD;
      if (answer === UNTOLD) return;
      told++;
      const env = { types, budget: { left: 100_000 }, resource: fhirNode(patient, plan, types) };
      const full = compileCondition(source)(env.resource, { ...env, rootResource: env.resource });
      expect([source, answer === YES]).toEqual([source, full]);
    }),
    { numRuns: 5000 },
  );
  expect(told).toBeGreaterThan(1000);
});
