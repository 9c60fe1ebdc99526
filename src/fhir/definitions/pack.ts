import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Constraint, DefinitionRecord, FhirVersion } from './records.ts';
import { type Definitions, definitionsOver, type Finder, versionMatches, versionOf } from './store.ts';

const PACKS: Readonly<Record<FhirVersion, string>> = { '3.0': 'stu3', '4.0': 'r4' };
const loaded = new Map<FhirVersion, Definitions>();

/** The built-in definitions of a FHIR version, read once from the digested pack; records are parsed when asked for. */
export function builtInDefinitions(version: FhirVersion): Definitions {
  const known = loaded.get(version);
  if (known) return known;
  const file = new URL(`./${PACKS[version]}.generated.ndjson.gz`, import.meta.url);
  const definitions = openPack(version, gunzipSync(readFileSync(file)));
  loaded.set(version, definitions);
  return definitions;
}

interface Line {
  readonly start: number;
  readonly end: number;
}

function openPack(version: FhirVersion, bytes: Buffer): Definitions {
  const lines = linesOf(bytes);
  const parse = (line: Line): unknown => JSON.parse(bytes.toString('utf8', line.start, line.end));
  const [head, constraintLine, ...rest] = lines;
  if (!head || !constraintLine) throw new RangeError('empty definition pack');
  const { index } = parse(head) as { index: string[] };
  const lineOf = new Map<string, Line>();
  index.forEach((key, position) => {
    const line = rest[position];
    if (line) lineOf.set(key, line);
  });
  const records = new Map<string, DefinitionRecord>();
  const find: Finder = (kind, url, asked) => {
    const key = `${kind} ${url}`;
    let record = records.get(key);
    if (!record) {
      const line = lineOf.get(key);
      if (!line) return undefined;
      record = parse(line) as DefinitionRecord;
      records.set(key, record);
    }
    return versionMatches(asked, versionOf(record)) ? record : undefined;
  };
  let constraints: readonly Constraint[] | undefined;
  return definitionsOver(version, find, () => {
    constraints ??= parse(constraintLine) as Constraint[];
    return constraints;
  });
}

function linesOf(bytes: Buffer): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}
