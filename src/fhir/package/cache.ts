import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { messageOf } from '../../kernel/error.ts';
import type { PackageFiles } from './archive.ts';
import { packageError, packageKey } from './package-id.ts';

/** The folder that FHIR tools share: `~/.fhir/packages`. */
export function defaultCacheFolder(): string {
  return join(homedir(), '.fhir', 'packages');
}

/** The folder of a package in a cache; undefined when it is not there. */
export function cachedFolder(cache: string, id: string, version: string): string | undefined {
  const folder = join(cache, packageKey(id, version));
  return existsSync(join(folder, 'package', 'package.json')) ? folder : undefined;
}

/** The versions of a package in a cache. */
export function cachedVersions(cache: string, id: string): string[] {
  if (!existsSync(cache)) return [];
  const start = packageKey(id, '');
  return readdirSync(cache).flatMap((name) => (name.startsWith(start) ? [name.slice(start.length)] : []));
}

/**
 * Put a package into a cache as a whole: it is written beside its place and moved there, so that no reader ever sees a part of it.
 * Another process that was faster wins. Fails with `package-cache` when the cache cannot be written.
 */
export function installPackage(cache: string, id: string, version: string, files: PackageFiles): string {
  const place = join(cache, packageKey(id, version));
  let draft: string | undefined;
  try {
    mkdirSync(cache, { recursive: true });
    draft = mkdtempSync(join(cache, '.installing-'));
    for (const [name, bytes] of files) {
      const path = join(draft, ...name.split('/'));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    }
    renameSync(draft, place);
    return place;
  } catch (error) {
    const faster = cachedFolder(cache, id, version);
    if (faster) return faster;
    throw packageError('package-cache', `The package cache ${cache} cannot be written: ${messageOf(error)}.`, error);
  } finally {
    if (draft) rmSync(draft, { recursive: true, force: true });
  }
}
