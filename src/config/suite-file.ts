import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { AssayError, messageOf } from '../kernel/error.ts';
import { nearest } from '../kernel/registry.ts';
import type { SuiteDefinition } from '../model/suite.ts';
import { suiteProblems } from './suite-shape.ts';

/** A suite with the folder that its relative paths start from. */
export interface LoadedSuite {
  readonly definition: SuiteDefinition;
  readonly file: string;
  readonly folder: string;
}

/** Every suite file under a folder, sorted by path. */
export function findSuiteFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.suite\.(ts|mts|js|mjs|yaml|yml|json)$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** The file of a suite given as a path, or as a name (`npq-registration/v3`) below `suites/`; undefined when there is none. */
export function findSuiteFile(input: string, cwd: string): string | undefined {
  const path = resolve(cwd, input);
  if (isFile(path)) return path;
  return ['ts', 'mts', 'js', 'mjs', 'yaml', 'yml', 'json']
    .map((ending) => resolve(cwd, 'suites', `${input}.suite.${ending}`))
    .find((file) => existsSync(file));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Names of the suites below `suites/`, for hints. */
export function nearestSuite(input: string, cwd: string): string | undefined {
  const names = findSuiteFiles(resolve(cwd, 'suites')).map((file) =>
    file.slice(resolve(cwd, 'suites').length + 1).replace(/\.suite\.\w+$/, ''),
  );
  return nearest(input, names);
}

/** Load and check a suite or config file (TypeScript, JavaScript, YAML or JSON). Fails with `config-unreadable` or `config-invalid`. */
export async function loadSuiteFile(file: string): Promise<LoadedSuite> {
  const value = await readConfig(file);
  const problems = suiteProblems(value);
  if (problems.length > 0) {
    throw new AssayError(
      'config',
      'config-invalid',
      `${file} is not a suite:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
  return { definition: value as SuiteDefinition, file, folder: dirname(file) };
}

async function readConfig(file: string): Promise<unknown> {
  try {
    if (/\.(ya?ml|json)$/.test(file)) return parseYaml(readFileSync(file, 'utf8'));
    if (/\.m?js$/.test(file)) return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
    const { createJiti } = await import('jiti');
    const jiti = createJiti(import.meta.url, { moduleCache: false, fsCache: false, alias: { assay: publicSurface() } });
    return await jiti.import(file, { default: true });
  } catch (error) {
    throw new AssayError('config', 'config-unreadable', `${file} cannot be loaded: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** The package's own entry, so that a suite's `import … from 'assay'` works with or without an installation. */
function publicSurface(): string {
  const here = new URL(import.meta.url).pathname;
  return resolve(dirname(here), '..', `suite-surface${extname(here)}`);
}
