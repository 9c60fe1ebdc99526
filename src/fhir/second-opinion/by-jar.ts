import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { AssayError, messageOf } from '../../kernel/error.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { objects, text } from '../definitions/members.ts';
import type { FhirVersion } from '../definitions/records.ts';
import type { FhirVerdict } from '../issue.ts';
import { isXml } from '../xml/read-xml.ts';
import type { OfficialValidator, OpinionRequest } from './official.ts';
import { readOutcome } from './read-outcome.ts';

/** How the jar is run. */
export interface JarSettings {
  readonly version: FhirVersion;
  /** Folders, archives or names of packages that it loads as well. */
  readonly packages: readonly string[];
  /** Default `java`. */
  readonly java?: string;
  /** For one batch, milliseconds; default 600,000. */
  readonly timeoutMs?: number;
}

const VERSIONS: Readonly<Record<FhirVersion, string>> = { '3.0': '3.0.2', '4.0': '4.0.1' };
const FILE = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-file';

/** The official validator as a jar with the system's Java: one process for a whole batch, without a terminology server. */
export function officialByJar(jar: string, settings: JarSettings): OfficialValidator {
  return {
    async judge(requests, profiles) {
      if (requests.length === 0) return [];
      const folder = mkdtempSync(join(tmpdir(), 'assay-second-opinion-'));
      try {
        return await judgeIn(folder, requests, argumentsFor(jar, settings, profiles), settings);
      } catch (error) {
        throw new AssayError(
          'config',
          'second-opinion',
          `The official validator ${jar} gives no opinion: ${messageOf(error)}.`,
          {
            cause: error,
          },
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function argumentsFor(jar: string, { version, packages }: JarSettings, profiles: readonly string[]): string[] {
  const options = ['-version', VERSIONS[version], '-tx', 'n/a'];
  for (const each of packages) options.push('-ig', each);
  for (const profile of profiles) options.push('-profile', profile);
  return ['-jar', jar, ...options];
}

async function judgeIn(
  folder: string,
  requests: readonly OpinionRequest[],
  argv: readonly string[],
  { java = 'java', timeoutMs = 600_000 }: JarSettings,
): Promise<FhirVerdict[]> {
  const names = requests.map((request, index) => {
    const name = `resource-${index}.${isXml(request.text) ? 'xml' : 'json'}`;
    writeFileSync(join(folder, name), request.text);
    return name;
  });
  const output = join(folder, 'outcome.json');
  const log = await run(java, [...argv, ...names.map((name) => join(folder, name)), '-output', output], timeoutMs);
  const outcomes = outcomesIn(output, log);
  return names.map((name, index) => {
    const verdict = readOutcome(outcomes.get(name) ?? (names.length === 1 ? [...outcomes.values()][0] : undefined));
    if (!verdict) throw new Error(`it says nothing of ${requests[index]?.name}`);
    return verdict;
  });
}

/** Outcomes by file name: one OperationOutcome, or a Bundle of them that name their files. */
function outcomesIn(output: string, log: string): ReadonlyMap<string, JsonObject> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(output, 'utf8'));
  } catch (error) {
    throw new Error(`it wrote no outcome (${log.trim().split('\n').at(-1) ?? messageOf(error)})`, { cause: error });
  }
  if (!isJsonObject(value)) return new Map();
  const outcomes =
    value['resourceType'] === 'Bundle' ? objects(value, 'entry').map((entry) => entry['resource']) : [value];
  return new Map(
    outcomes.filter(isJsonObject).map((outcome) => {
      const file = objects(outcome, 'extension').find((each) => text(each, 'url') === FILE);
      return [basename(text(file, 'valueString') ?? ''), outcome];
    }),
  );
}

function run(command: string, argv: readonly string[], timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, { stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs });
    let log = '';
    const keep = (chunk: Buffer) => {
      log = (log + chunk.toString('utf8')).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => reject(new Error(`${command} cannot be run (${error.message})`, { cause: error })));
    // A non-zero code says that a resource has errors: the outcome tells.
    child.once('close', () => resolve(log));
  });
}
