import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFhirValidator, type FhirValidator } from '../../src/fhir/index.ts';
import type { Json, JsonObject } from '../../src/kernel/json.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';

/** How many mutated resources; `ASSAY_MUTATIONS=100000` runs the full law. */
const RUNS = Number(process.env['ASSAY_MUTATIONS'] ?? 2000);
const shared = process.env['ASSAY_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
const corpus = join(shared, 'fhir/corpus/files');

const OWN: JsonObject[] = [
  {
    resourceType: 'Patient',
    id: 'p',
    active: true,
    birthDate: '1970-01-01',
    _birthDate: { extension: [{ url: 'http://example.org/x', valueInteger: 1 }] },
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>a</p></div>' },
    contained: [{ resourceType: 'Organization', id: 'o', name: 'A' }],
    managingOrganization: { reference: '#o' },
    name: [{ family: 'A', given: ['B', null], _given: [null, { id: 'x' }] }],
  },
  {
    resourceType: 'Bundle',
    type: 'document',
    timestamp: '2020-01-01T00:00:00Z',
    identifier: { system: 'urn:x', value: '1' },
    entry: [
      {
        fullUrl: 'http://a.test/Composition/c',
        resource: {
          resourceType: 'Composition',
          id: 'c',
          status: 'final',
          type: { text: 'a' },
          date: '2020',
          title: 'A',
          author: [{ reference: 'Practitioner/p' }],
          section: [{ title: 'a', entry: [{ reference: 'Observation/o' }] }],
        },
      },
      {
        fullUrl: 'http://a.test/Observation/o',
        resource: {
          resourceType: 'Observation',
          id: 'o',
          status: 'final',
          code: { coding: [{ system: 'http://loinc.org', code: '8310-5' }] },
        },
      },
    ],
  },
  {
    resourceType: 'StructureDefinition',
    url: 'http://a.test/p',
    name: 'A',
    status: 'active',
    kind: 'resource',
    abstract: false,
    type: 'Patient',
    baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient',
    derivation: 'constraint',
    differential: {
      element: [
        {
          id: 'Patient.name',
          path: 'Patient.name',
          min: 1,
          constraint: [{ key: 'a-1', severity: 'error', human: 'a', expression: 'given.exists()' }],
        },
      ],
    },
  },
  {
    resourceType: 'ValueSet',
    url: 'http://a.test/v',
    status: 'active',
    compose: {
      include: [
        { system: 'http://snomed.info/sct', filter: [{ property: 'constraint', op: '=', value: '<< 404684003' }] },
      ],
    },
  },
  {
    resourceType: 'CodeSystem',
    url: 'http://a.test/c',
    status: 'active',
    content: 'complete',
    count: 1,
    concept: [{ code: 'a', property: [{ code: 'p', valueCode: 'x' }] }],
  },
];

const ODD: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  'a',
  '#',
  '#x',
  'http://',
  'Patient/1',
  '2020-02-30',
  '\u0000',
  '<div>',
  [],
  {},
  [[]],
  [null],
  { a: 1 },
  { resourceType: 'Patient' },
  { resourceType: 'constructor' },
  { __proto__: null, constructor: 1 },
  'x'.repeat(5000),
  ['a', 'b'],
  { extension: [{}] },
];
const NAMES = [
  'id',
  'extension',
  'url',
  'resourceType',
  'contained',
  'value',
  'valueString',
  '_id',
  'constructor',
  '__proto__',
  'toString',
  'reference',
  'item',
  'meta',
];

function mutated(value: Json, random: Random, depth = 0): Json {
  if (random.next() < 0.05 + depth * 0.02) return random.pick(ODD);
  if (Array.isArray(value)) {
    const list = (value as readonly Json[]).map((item) =>
      random.next() < 0.4 ? mutated(item, random, depth + 1) : item,
    );
    if (random.next() < 0.1) list.push(random.pick(ODD));
    return list;
  }
  if (typeof value !== 'object' || value === null) return random.next() < 0.2 ? random.pick(ODD) : value;
  const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
    const luck = random.next();
    if (luck < 0.03) return [];
    if (luck < 0.06) return [[random.pick(NAMES), item]];
    return [[name, luck < 0.5 ? mutated(item, random, depth + 1) : item]];
  });
  if (random.next() < 0.08) entries.push([random.pick(NAMES), random.pick(ODD)]);
  return Object.fromEntries(entries);
}

/** Text with one character removed, doubled or replaced. */
function torn(text: string, random: Random): string {
  const at = random.below(text.length);
  const luck = random.below(3);
  if (luck === 0) return text.slice(0, at) + text.slice(at + 1);
  if (luck === 1) return text.slice(0, at) + text.slice(at, at + 1) + text.slice(at);
  return (
    text.slice(0, at) + random.pick(['{', '}', '[', ']', ',', ':', '"', '\\', '/', '\n', '0', '<']) + text.slice(at + 1)
  );
}

function samples(): JsonObject[] {
  if (!existsSync(corpus)) return OWN;
  const found = readdirSync(corpus)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name): JsonObject[] => {
      const text = readFileSync(join(corpus, name), 'utf8');
      if (text.length > 15_000) return [];
      try {
        return [JSON.parse(text) as JsonObject];
      } catch {
        return [];
      }
    });
  return [...OWN, ...found];
}

describe('every input gets an answer', () => {
  const validators: FhirValidator[] = [
    createFhirValidator({ version: '4.0' }),
    createFhirValidator({ version: '3.0' }),
  ];

  test(`${RUNS} mutated resources`, () => {
    const random = seededRandom(20261123);
    const list = samples();
    const answers = new Set<string>();
    for (let run = 0; run < RUNS; run++) {
      const validator = validators[run % 2];
      const resource = mutated(random.pick(list), random);
      const text = JSON.stringify(resource);
      const source = random.next() < 0.3 ? torn(text, random) : text;
      const verdict = (() => {
        try {
          return validator?.validateText(source);
        } catch (thrown) {
          throw new Error(`run ${run}: ${String(thrown)}\n${source.slice(0, 3000)}`, { cause: thrown });
        }
      })();
      answers.add(verdict?.answer ?? 'none');
      for (const issue of verdict?.issues ?? [])
        expect(issue.message.length * issue.rule.length * issue.clause.length).toBeGreaterThan(0);
    }
    expect(answers.has('none')).toBe(false);
    expect(answers.has('invalid')).toBe(true);
  }, 3_600_000);

  test('nesting and length are bounded', () => {
    const deep = `${'{"extension":['.repeat(5000)}${']}'.repeat(5000)}`;
    expect(validators[0]?.validateText(`{"resourceType":"Patient","extension":[${deep}]}`).answer).toBe('invalid');
    let value: Json = { url: 'http://example.org/x', valueString: 'a' };
    for (let i = 0; i < 60; i++) value = { url: 'http://example.org/x', extension: [value] };
    expect(validators[0]?.validateResource({ resourceType: 'Patient', extension: [value] }).answer).toBe('not-checked');
    const cyclic: Record<string, unknown> = { resourceType: 'Patient' };
    cyclic['contact'] = [cyclic];
    expect(validators[0]?.validateResource(cyclic).answer).toBe('invalid');
    expect(
      createFhirValidator({ limits: { characters: 10 } }).validateText('{"resourceType":"Patient"}').issues[0]?.code,
    ).toBe('too-long');
  });

  test('many siblings take time in proportion', () => {
    const identifier = Array.from({ length: 20_000 }, (_, i) => ({ system: 'http://a.test', value: String(i) }));
    const started = performance.now();
    expect(validators[0]?.validateResource({ resourceType: 'Patient', identifier }).answer).toBe('valid');
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
