import { readFileSync } from 'node:fs';
import { LineBlocks } from './blocks.ts';
import type { Constraint, DefinitionRecord, FhirVersion } from './records.ts';
import { type Definitions, definitionsOver, type Finder, versionMatches, versionOf } from './store.ts';

const PACKS: Readonly<Record<FhirVersion, string>> = { '3.0': 'stu3', '4.0': 'r4' };
const loaded = new Map<FhirVersion, Definitions>();

/** The built-in definitions of a FHIR version, read once from the digested pack; records are parsed when asked for. */
export function builtInDefinitions(version: FhirVersion): Definitions {
  const known = loaded.get(version);
  if (known) return known;
  const file = new URL(`./${PACKS[version]}.generated.ndjson.gz`, import.meta.url);
  const definitions = openPack(version, new LineBlocks(readFileSync(file)));
  loaded.set(version, definitions);
  return definitions;
}

/** Lines before the records: the index, and the constraint table. */
const INDEX = 0;
const CONSTRAINTS = 1;
const FIRST_RECORD = 2;

function openPack(version: FhirVersion, lines: LineBlocks): Definitions {
  const parse = (line: number): unknown => JSON.parse(lines.line(line));
  const { index } = parse(INDEX) as { index: string[] };
  const lineOf = new Map<string, number>();
  for (let i = 0; i < index.length; i++) lineOf.set(index[i] ?? '', FIRST_RECORD + i);
  const records = new Map<string, DefinitionRecord>();
  const find: Finder = (kind, url, asked) => {
    const key = `${kind} ${url}`;
    let record = records.get(key);
    if (!record) {
      const line = lineOf.get(key);
      if (line === undefined) return undefined;
      record = parse(line) as DefinitionRecord;
      records.set(key, record);
    }
    return versionMatches(asked, versionOf(record)) ? record : undefined;
  };
  let constraints: readonly Constraint[] | undefined;
  return definitionsOver(version, find, () => {
    constraints ??= parse(CONSTRAINTS) as Constraint[];
    return constraints;
  });
}
