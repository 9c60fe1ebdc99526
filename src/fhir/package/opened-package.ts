import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { messageOf } from '../../kernel/error.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { objects, text } from '../definitions/members.ts';
import type { PackageFiles, PackageLimits } from './archive.ts';
import { type PackageManifest, parseManifest } from './manifest.ts';
import { packageError } from './package-id.ts';

/** A package that can be read, whether it lies in a folder or in memory. */
export interface OpenedPackage {
  readonly manifest: PackageManifest;
  /** Where it came from, for people. */
  readonly from: string;
  /** SHA-256 over the names and contents of its files; hidden files, which caches write, are left out. */
  digest(): string;
  /** Its canonical resources (those with a `url`), in the order of their file names. */
  resources(): readonly JsonObject[];
}

interface Files {
  readonly names: readonly string[];
  read(name: string): Buffer;
}

/** A package from the files of an archive; its content stands below `package/`. Fails with `package-invalid`. */
export function openFiles(files: PackageFiles, from: string): OpenedPackage {
  const read = (name: string) => files.get(name) ?? Buffer.alloc(0);
  return opened({ names: [...files.keys()], read }, 'package/', from);
}

/**
 * A package in a folder: one that holds `package/package.json` (as caches do) or `package.json` itself. Symbolic links are not followed.
 * Fails with `package-invalid` when there is no manifest, with `package-unsafe` beyond the limits.
 */
export function openFolder(folder: string, limits: PackageLimits): OpenedPackage {
  const prefix = existsSync(join(folder, 'package', 'package.json')) ? 'package/' : '';
  const names: string[] = [];
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    bytes += statSync(path).size;
    names.push(relative(folder, path).split(sep).join('/'));
    if (names.length > limits.files || bytes > limits.unpackedBytes)
      throw packageError('package-unsafe', `The package ${folder} is refused, because it is larger than the limits.`);
  }
  return opened({ names, read: (name) => readFileSync(join(folder, name)) }, prefix, folder);
}

function opened(files: Files, prefix: string, from: string): OpenedPackage {
  const manifestName = `${prefix}package.json`;
  if (!files.names.includes(manifestName))
    throw packageError('package-invalid', `${from} is no FHIR package: it has no ${manifestName}.`);
  const manifest = parseManifest(files.read(manifestName).toString('utf8'), `${manifestName} of ${from}`);
  return { manifest, from, digest: () => digestOf(files), resources: () => resourcesOf(files, prefix, from) };
}

function digestOf({ names, read }: Files): string {
  const hash = createHash('sha256');
  for (const name of [...names].sort()) {
    if (name.split('/').some((segment) => segment.startsWith('.'))) continue;
    hash
      .update(name)
      .update('\0')
      .update(createHash('sha256').update(read(name)).digest('hex'))
      .update('\n');
  }
  return hash.digest('hex');
}

/** Types of resources that validation reads from packages; files that an index does not name are looked into. */
const DEFINES = new Set([
  'StructureDefinition',
  'ValueSet',
  'CodeSystem',
  'SearchParameter',
  'Questionnaire',
  'ConceptMap',
  'Library',
  'Measure',
  'NamingSystem',
  'OperationDefinition',
  'CapabilityStatement',
  'unknown',
]);

/** Resource types by file name, from the index of the package (`.index.json`), so that other files need not be read; empty without a sound one. */
function indexedTypes({ names, read }: Files, prefix: string): ReadonlyMap<string, string> {
  const name = `${prefix}.index.json`;
  if (!names.includes(name)) return new Map();
  let index: unknown;
  try {
    index = JSON.parse(read(name).toString('utf8'));
  } catch {
    return new Map();
  }
  return new Map(
    objects(isJsonObject(index) ? index : {}, 'files').flatMap((file): [string, string][] => {
      const [filename, type] = [text(file, 'filename'), text(file, 'resourceType')];
      return filename === undefined || type === undefined ? [] : [[filename, type]];
    }),
  );
}

/** Files directly in the package's content folder; examples and other folders define nothing. */
function resourcesOf({ names, read }: Files, prefix: string, from: string): JsonObject[] {
  const index = indexedTypes({ names, read }, prefix);
  const wanted = names
    .filter((name) => name.startsWith(prefix) && /^[^./][^/]*\.json$/.test(name.slice(prefix.length)))
    .filter((name) => name.slice(prefix.length) !== 'package.json')
    .filter((name) => DEFINES.has(index.get(name.slice(prefix.length)) ?? 'unknown'));
  return wanted.sort().flatMap((name) => {
    const content = read(name)
      .toString('utf8')
      .replace(/^\ufeff/, '');
    // Most files of large packages are examples: without a `url` they define nothing.
    if (!content.includes('"url"')) return [];
    const value = parse(content, name, from);
    return isJsonObject(value) && typeof value['resourceType'] === 'string' && typeof value['url'] === 'string'
      ? [value]
      : [];
  });
}

function parse(text: string, name: string, from: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw packageError('package-invalid', `${name} of ${from} is not JSON: ${messageOf(error)}.`, error);
  }
}
