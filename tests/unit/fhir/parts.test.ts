import { describe, expect, test } from 'vitest';
import { builtInDefinitions } from '../../../src/fhir/definitions/pack.ts';
import { splitCanonical, versionMatches } from '../../../src/fhir/definitions/store.ts';
import { formatConsole, formatJson, toOperationOutcome } from '../../../src/fhir/index.ts';
import { seekAll } from '../../../src/fhir/json/seek.ts';
import { parsePath } from '../../../src/fhir/path/parser.ts';
import { checkNames, planAt, UnknownNameError } from '../../../src/fhir/path/static-names.ts';
import { compareTemporal, parseDateTime } from '../../../src/fhir/path/temporal.ts';
import { vacuousWithout } from '../../../src/fhir/path/vacuous.ts';
import { compileTypes } from '../../../src/fhir/structure/compile-types.ts';
import { eclProblem } from '../../../src/fhir/terminology/ecl.ts';
import { terminologyOf } from '../../../src/fhir/terminology/membership.ts';
import { readXhtml } from '../../../src/fhir/xhtml/read-xhtml.ts';
import { judge, patient } from './judge.ts';

const definitions = builtInDefinitions('4.0');
const types = compileTypes(definitions);

describe('seeking in JSON text', () => {
  const text = '{ "a" : [ {"b":"x\\"]}"}, {"b": [1, 2 ,{"c\\u0041":null}]} ],\n "d":{} }';
  test.each<[(string | number)[], number]>([
    [[], 0],
    [['a', 0, 'b'], 15],
    [['a', 1, 'b', 2, 'cA'], text.indexOf('null')],
    [['d'], text.indexOf('{}')],
  ])('%j stands at %i', (tokens, at) => {
    expect(seekAll(text, JSON.parse(text), [tokens])).toEqual([at]);
  });

  test('gives the nearest container of what is not there, and several places at once', () => {
    const paths = [['d'], ['a', 5], ['a', 1, 'b', 0], ['a', 'x'], ['d', 0]];
    const close = text.indexOf('{}');
    expect(seekAll(text, JSON.parse(text), paths)).toEqual([close, 8, text.indexOf('1, 2'), 8, close]);
  });

  test('is not misled by strings that look like names, or by names that are whole numbers', () => {
    const odd = '{"x":"\\":","b":{"2":{"c":1},"1":{"c":2}},"d":[{"e":"\\"{\\":"},{"e":3}]}';
    const paths = [
      ['b', '2', 'c'],
      ['b', '1', 'c'],
      ['d', 1, 'e'],
    ];
    expect(seekAll(odd, JSON.parse(odd), paths)).toEqual(['1}', '2}', '3}'].map((end) => odd.indexOf(end)));
  });
});

describe('names in FHIRPath', () => {
  const check = (expression: string, path: string) => {
    const context = planAt(path, types);
    const root = types.type(path.replace(/\..*/, ''));
    if (!context) throw new Error(`no plan at ${path}`);
    checkNames(parsePath(expression), [context], root, types);
  };

  test.each([
    ['name.given.exists()', 'Patient'],
    ['Patient.deceased.exists() and deceased is boolean', 'Patient'],
    ["telecom.where(system = 'phone').value", 'Patient'],
    ['%resource.name.family', 'Patient.contact'],
    ['contained.nonsense', 'Patient'],
    ["extension('http://x').value.coding", 'Patient'],
  ])('%s is possible on %s', (expression, path) => {
    expect(() => check(expression, path)).not.toThrow();
  });

  test.each([
    ['nonsense', 'Patient'],
    ['name.where(nonsense)', 'Patient'],
    ['birthDate', 'Patient.contact'],
    ['Observation.code', 'Patient'],
  ])('%s is impossible on %s', (expression, path) => {
    expect(() => check(expression, path)).toThrow(UnknownNameError);
  });
});

test.each<[string, string[]]>([
  ['contained.meta.versionId.empty()', ['contained']],
  ['contained.a.empty() and contained.b.empty()', ['contained']],
  ['text.exists() implies text.div.exists()', ['text']],
  ['(a.exists() and b) implies c.exists()', ['a']],
  ['name.where(use = 1).all(given.exists())', ['name']],
  ['a.empty() or b.exists()', ['a']],
  ['start.hasValue().not() or end.hasValue().not() or start <= end', ['start', 'end']],
  ['name.exists()', []],
  ['name.count() = 1', []],
  ['a.exists() and b.empty()', []],
])('%s holds without any of %j', (expression, members) => {
  expect(vacuousWithout(parsePath(expression))).toEqual(members);
});

test.each([
  '404684003',
  '<< 404684003 |Clinical finding|',
  '(<< 1234567 OR ^ 7654321) MINUS 111222333',
  '<< 404684003 : 363698007 = << 39057004, 116676008 = *',
  '*',
])('ECL %s is sound', (source) => {
  expect(eclProblem(source)).toBeUndefined();
});
test.each(['', '234234 << 234234', '<< ', '(404684003', '404684003 :', 'finding'])('ECL %s is not', (source) => {
  expect(eclProblem(source)).toBeTypeOf('string');
});

describe('terminology without a server', () => {
  const terminology = terminologyOf(definitions);
  test.each<[string, string | undefined, string, boolean | undefined]>([
    ['http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1', undefined, 'male', true],
    ['http://hl7.org/fhir/ValueSet/administrative-gender', 'http://hl7.org/fhir/administrative-gender', 'm', false],
    ['http://hl7.org/fhir/ValueSet/languages', 'urn:ietf:bcp:47', 'en', true],
    ['http://hl7.org/fhir/ValueSet/all-languages', undefined, 'de-CH', true],
    ['http://hl7.org/fhir/ValueSet/condition-code', 'http://snomed.info/sct', '1', undefined],
    [
      'http://terminology.hl7.org/ValueSet/v3-ActEncounterCode',
      'http://terminology.hl7.org/CodeSystem/v3-ActCode',
      'AMB',
      true,
    ],
    [
      'http://terminology.hl7.org/ValueSet/v3-ActEncounterCode',
      'http://terminology.hl7.org/CodeSystem/v3-ActCode',
      'AUTOPOL',
      false,
    ],
    ['http://hl7.org/fhir/ValueSet/mimetypes', undefined, 'application/fhir+json', true],
    ['http://hl7.org/fhir/ValueSet/jurisdiction', undefined, 'Australia', false],
    ['http://unknown.test/v', undefined, 'a', undefined],
  ])('%s holds %s %s: %s', (valueSet, system, code, answer) => {
    expect(terminology.holds(valueSet, system, code)).toBe(answer);
  });
});

test('canonicals are split, and a version asks for itself or what refines it', () => {
  expect(splitCanonical('http://a|1.0#x')).toEqual({ url: 'http://a', version: '1.0' });
  expect(versionMatches('4.0', '4.0.1')).toBe(true);
  expect(versionMatches('4.0', '4.1')).toBe(false);
});

test('dates of different precision have an order only where it is certain', () => {
  const order = (a: string, b: string) => {
    const [left, right] = [parseDateTime(a), parseDateTime(b)];
    return left && right ? compareTemporal(left, right) : 'none';
  };
  expect(order('2020', '2021-05')).toBe(-1);
  expect(order('2020', '2020-05')).toBeUndefined();
  expect(order('2020-01-01T00:00:00+02:00', '2019-12-31T22:00:00Z')).toBe(0);
});

test('a narrative is read with its tags, attributes and problems', () => {
  const reading = readXhtml('<div a="1"><p b=\'2\'>x</p><br/></div>');
  expect(reading.tags.map(({ path }) => path)).toEqual(['div', 'div/p', 'div/br']);
  expect(reading.problems).toEqual([]);
  expect(readXhtml('<div a=1>').problems.length).toBe(2);
});

describe('verdicts in three formats', () => {
  const verdict = judge(patient({ gender: 'x', meta: { profile: ['http://unknown.test/p'] } }));

  test('console', () => {
    const text = formatConsole('a.json', verdict);
    expect(text).toMatch(/^a\.json:1:\d+ error Patient\.gender /m);
    expect(text).toContain('not checked');
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/^a\.json invalid \(1 errors/);
  });

  test('JSON is one line', () => {
    expect(JSON.parse(formatJson('a', verdict))).toMatchObject({
      name: 'a',
      answer: 'invalid',
      resourceType: 'Patient',
    });
    expect(formatJson('a', verdict).match(/\n/g)).toHaveLength(1);
  });

  test('an OperationOutcome is itself without errors', () => {
    const outcome = toOperationOutcome(verdict);
    expect(judge(outcome).issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(toOperationOutcome({ ...verdict, issues: [], notChecked: [] })).toMatchObject({
      issue: [{ severity: 'information' }],
    });
  });
});
