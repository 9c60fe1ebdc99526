import { gunzipSync } from 'node:zlib';
import { messageOf } from '../../kernel/error.ts';
import { packageError } from './package-id.ts';
import { readTar, TarError } from './tar.ts';

/** Bounds on what a package may hold. */
export interface PackageLimits {
  /** Longest archive as sent, bytes. Default 200 MiB. */
  readonly archiveBytes: number;
  /** Longest archive unpacked, bytes. Default 1 GiB. */
  readonly unpackedBytes: number;
  /** Most files. Default 100,000. */
  readonly files: number;
}

export const DEFAULT_PACKAGE_LIMITS: PackageLimits = {
  archiveBytes: 200 * 1024 * 1024,
  unpackedBytes: 1024 * 1024 * 1024,
  files: 100_000,
};

/** Files of a package by their path below the archive's root, for example `package/package.json`. */
export type PackageFiles = ReadonlyMap<string, Buffer>;

/**
 * The files of a gzipped tar. Fails with `package-unsafe` for names that lead out of the archive, links, repeated names and sizes beyond
 * the limits, and with `package-invalid` for damage; nothing is written.
 */
export function unpackArchive(archive: Buffer, name: string, limits: PackageLimits): PackageFiles {
  if (archive.length > limits.archiveBytes) throw unsafe(name, `it is longer than ${limits.archiveBytes} bytes`);
  const files = new Map<string, Buffer>();
  for (const entry of entriesOf(archive, name, limits)) {
    const path = entry.name.replace(/^(?:\.\/)+/, '');
    const problem = pathProblem(path);
    if (problem) throw unsafe(name, `the file name ${JSON.stringify(entry.name)} ${problem}`);
    if (files.has(path)) throw unsafe(name, `the file name ${JSON.stringify(entry.name)} occurs twice`);
    files.set(path, entry.bytes);
  }
  return files;
}

function entriesOf(archive: Buffer, name: string, limits: PackageLimits) {
  let tar: Buffer;
  try {
    tar = gunzipSync(archive, { maxOutputLength: limits.unpackedBytes });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw unsafe(name, `it unpacks to more than ${limits.unpackedBytes} bytes`);
    throw packageError('package-invalid', `The package ${name} is not a gzip archive: ${messageOf(error)}.`, error);
  }
  try {
    return readTar(tar, limits.files);
  } catch (error) {
    if (error instanceof TarError && error.unsafe) throw unsafe(name, error.message);
    throw packageError('package-invalid', `The package ${name} cannot be unpacked: ${messageOf(error)}.`, error);
  }
}

/** What is wrong with a path of an archive; undefined when it stays below the archive's root on every system. */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.includes('\0')) return 'holds a NUL';
  if (path.includes('\\')) return 'holds a backslash';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  if (path.split('/').some((segment) => segment === '..' || segment === '.' || segment === ''))
    return 'leads out of its folder';
  return undefined;
}

function unsafe(name: string, why: string): Error {
  return packageError('package-unsafe', `The package ${name} is refused, because ${why}.`);
}
