import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collectDonors, type Donors, MUTATIONS, sitesOf } from '../../scripts/fhir-compare/mutations.ts';
import { builtInDefinitions } from '../../src/fhir/definitions/pack.ts';
import { createFhirValidator, type FhirVerdict, type FhirVersion } from '../../src/fhir/index.ts';
import { compileTypes } from '../../src/fhir/structure/compile-types.ts';
import { isXml, readXml } from '../../src/fhir/xml/read-xml.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/kernel/json.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { writeXml } from '../unit/fhir/xml/write-xml.ts';

const RUNS = Number(process.env['ASSAY_XML_RUNS'] ?? 400);
const shared = process.env['ASSAY_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
/** A folder of example resources; the public validator cases unless told otherwise. */
const examples = process.env['ASSAY_FHIR_EXAMPLES'] ?? join(shared, 'fhir/corpus/files');
/** Mutations whose result XML can hold too. */
const KINDS = [
  'drop-member',
  'transplant',
  'swap-value',
  'duplicate',
  'code',
  'coding',
  'reference',
  'extension',
  'meta',
];

const OWN: JsonObject[] = [
  {
    resourceType: 'Patient',
    id: 'p',
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>a</p></div>' },
    contained: [{ resourceType: 'Organization', id: 'o', name: 'A' }],
    name: [{ family: 'A', given: ['B', 'C'] }],
    gender: 'male',
    birthDate: '1970-02-30',
    managingOrganization: { reference: '#o' },
  },
  {
    resourceType: 'Observation',
    id: 'o',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8310-5', display: 'x' }] },
    subject: { reference: 'Patient/p' },
    valueQuantity: { value: 36.5, unit: 'C', system: 'http://unitsofmeasure.org', code: 'Cel' },
  },
];

function resourcesOf(version: FhirVersion): JsonObject[] {
  const types = compileTypes(builtInDefinitions(version));
  if (!existsSync(examples)) return version === '4.0' ? OWN : [];
  const names = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const read = names.sort().flatMap((name) => {
    const text = readFileSync(join(examples, name), 'utf8').replace(/^\ufeff/, '');
    try {
      const value: unknown = text.length < 60_000 ? JSON.parse(text) : undefined;
      return isJsonObject(value) && types.type(String(value['resourceType']))?.kind === 'resource' ? [value] : [];
    } catch {
      return [];
    }
  });
  return version === '4.0' ? [...OWN, ...read] : read;
}

/** What a verdict says, without places in the text; texts of JSON shapes and of XML form differ by nature. */
function said(verdict: FhirVerdict): string[] {
  return verdict.issues
    .filter(({ severity }) => severity === 'error' || severity === 'fatal')
    .map(({ rule, expression }) => `${rule} ${expression}`)
    .sort();
}

/** The resource as XML, and as the JSON that this XML means; undefined for what XML cannot say. */
function bothForms(resource: JsonObject, types: ReturnType<typeof compileTypes>) {
  try {
    const xml = writeXml(resource, types);
    const { value, problems } = readXml(xml, types);
    return isXml(xml) && problems.length === 0 && isJsonObject(value) && sameJson(value, resource)
      ? { xml, json: JSON.stringify(value) }
      : undefined;
  } catch {
    return undefined;
  }
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) =>
    isJsonObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
  );
const sameJson = (a: unknown, b: unknown) => sorted(a) === sorted(b);

describe.each(['4.0', '3.0'] as const)('FHIR %s', (version) => {
  test('a resource in XML gets the answer that it gets in JSON', { timeout: 120_000 }, () => {
    const types = compileTypes(builtInDefinitions(version));
    const validator = createFhirValidator({ version });
    const pool = resourcesOf(version);
    const random = seededRandom(7);
    const donors: Donors = new Map();
    for (const each of pool) collectDonors(structuredClone(each) as Record<string, Json>, types, donors);
    let compared = 0;
    for (let run = 0; run < RUNS && pool.length > 0; run++) {
      const copy = structuredClone(random.pick(pool)) as Record<string, Json>;
      const kind = KINDS[run % KINDS.length] ?? '';
      MUTATIONS[kind]?.(copy, sitesOf(copy, types), { random, types, donors });
      const forms = bothForms(copy, types);
      if (!forms) continue;
      compared++;
      const inJson = validator.validateText(forms.json);
      const inXml = validator.validateText(forms.xml);
      expect(said(inXml), `${kind} ${forms.xml.slice(0, 2000)}`).toEqual(said(inJson));
      expect(inXml.answer).toBe(inJson.answer);
    }
    if (pool.length > 0) expect(compared).toBeGreaterThan(RUNS / 3);
  });
});
