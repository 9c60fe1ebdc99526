import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createFhirValidator } from '../../src/fhir/index.ts';
import { writeInstance } from './fhir-instances.ts';

/** Resources of each type in the stream. */
const OF_EACH_TYPE = 3;
/** Seeds that are tried for a sound resource; where none gives one, the first stands with its faults. */
const TRIES = 20;

/** Resources as texts, all different, of every concrete type of R4. */
export interface MixedStream {
  readonly texts: readonly string[];
  readonly types: number;
  /** How many are sound; the rest breaks some invariant or binding. */
  readonly sound: number;
}

/** A mixed stream that is the same on every machine: three resources of each type, written from the definitions. */
export function mixedStream(): MixedStream {
  const validator = createFhirValidator();
  const types = resourceTypes();
  const texts = new Set<string>();
  let sound = 0;
  for (const type of types) {
    let seed = 1;
    for (let n = 0; n < OF_EACH_TYPE; n++) {
      const first = JSON.stringify(writeInstance(type, seed));
      let chosen: string | undefined;
      for (const last = seed + TRIES; chosen === undefined && seed < last; seed++) {
        const text = JSON.stringify(writeInstance(type, seed));
        if (validator.validateText(text).answer !== 'invalid') chosen = text;
      }
      if (chosen !== undefined) sound++;
      texts.add(chosen ?? first);
    }
  }
  return { texts: [...texts], types: types.length, sound };
}

/** The concrete resource types of R4, in the order of the digested definitions. */
function resourceTypes(): string[] {
  const pack = new URL('../../src/fhir/definitions/r4.generated.ndjson.gz', import.meta.url);
  const lines = gunzipSync(readFileSync(pack)).toString('utf8').split('\n');
  return lines.flatMap((line) => {
    if (!line.startsWith('{"record":"structure"')) return [];
    const { kind, abstract, derivation, type } = JSON.parse(line) as Record<string, unknown>;
    return kind === 'resource' && abstract === false && derivation !== 'constraint' ? [String(type)] : [];
  });
}
