import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { messageOf } from '../../kernel/error.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { object, text } from '../definitions/members.ts';
import { compareVersions, packageError, packageKey } from './package-id.ts';

/** The digests of packages that were used before, and which version a request meant then. */
export interface PackageLock {
  /** SHA-256 by `id#version`. */
  readonly packages: ReadonlyMap<string, string>;
}

/** Read a lock file; an absent one is empty. Fails with `package-lock` when it cannot be read. */
export function readLock(file: string): PackageLock {
  if (!existsSync(file)) return { packages: new Map() };
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw packageError('package-lock', `The lock file ${file} cannot be read: ${messageOf(error)}.`, error);
  }
  const packages = isJsonObject(value) ? object(value, 'packages') : undefined;
  if (!packages || !isJsonObject(value) || value['lockVersion'] !== 1)
    throw packageError('package-lock', `The lock file ${file} is not one that this version of assay wrote.`);
  const entries = Object.keys(packages).map((key): [string, string] => [
    key,
    text(object(packages, key), 'sha256') ?? '',
  ]);
  return { packages: new Map(entries) };
}

/** Write a lock file with sorted entries, as a whole. */
export function writeLock(file: string, { packages }: PackageLock): void {
  const sorted = [...packages].sort(([a], [b]) => (a < b ? -1 : 1));
  const value = { lockVersion: 1, packages: Object.fromEntries(sorted.map(([key, sha256]) => [key, { sha256 }])) };
  writeFileSync(`${file}.partial`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${file}.partial`, file);
}

/** The newest version of a package that a lock file holds and that `fits`, so that open requests mean what they meant before. */
export function lockedVersion(lock: PackageLock, id: string, fits: (version: string) => boolean): string | undefined {
  const start = packageKey(id, '');
  const versions = [...lock.packages.keys()].flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : []));
  return versions.filter(fits).sort(compareVersions).at(-1);
}

/** Fails with `package-lock` when a package is not the one that was locked. */
export function verifyLocked(lock: PackageLock, key: string, sha256: string): void {
  const locked = lock.packages.get(key);
  if (locked === undefined || locked === sha256) return;
  throw packageError(
    'package-lock',
    `The package ${key} is not the one that was locked: its SHA-256 is ${sha256}, not ${locked}. If that is meant, remove its entry from the lock file.`,
  );
}
