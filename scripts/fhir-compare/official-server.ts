import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FhirVersion } from '../../src/fhir/index.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const jars = fileURLToPath(new URL('../../node_modules/.cache/assay-fhir-compare/lib', import.meta.url));

/** The engine of the official validator, served on loopback. */
export interface OfficialServer {
  readonly url: string;
  readonly stop: () => void;
}

/** Get the engine from Maven Central when it is not there yet; gives the reason when that is not possible. */
export function prepare(): string | undefined {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(java.stderr ?? '')?.[1]);
  if (!(major >= 17)) return 'Java 17 or later is not installed';
  if (existsSync(jars) && readdirSync(jars).some((name) => name.startsWith('org.hl7.fhir.validation-')))
    return undefined;
  const maven = spawnSync(
    'mvn',
    ['-B', '-q', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`],
    { encoding: 'utf8' },
  );
  if (maven.error) return 'the jars of the official validator are absent, and Maven is not installed to fetch them';
  return maven.status === 0 ? undefined : 'the jars of the official validator cannot be fetched from Maven Central';
}

/** Start the engine for one FHIR version; resolves when it listens. */
export function start(version: FhirVersion): Promise<OfficialServer> {
  const child = spawn('java', ['-Xmx3g', '-cp', join(jars, '*'), join(here, 'OfficialServer.java'), version], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr.on('data', (chunk) => {
      log = (log + chunk).slice(-2000);
    });
    child.stdout.on('data', (chunk) => {
      const port = /listening on (\d+)/.exec(String(chunk))?.[1];
      if (port) resolve({ url: `http://127.0.0.1:${port}`, stop: () => stop(child) });
    });
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`the official validator ended with ${code}: ${log}`)));
  });
}

function stop(child: ChildProcess): void {
  child.removeAllListeners('close');
  child.kill();
}
