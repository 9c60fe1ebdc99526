import { AssayError } from '../../kernel/error.ts';

/** Name of a FHIR package with the version asked for; `4.0.x`, `latest` and an absent version are resolved later. */
export interface PackageId {
  readonly id: string;
  readonly version: string | undefined;
}

const ID = /^[a-z0-9][a-z0-9._-]{0,213}$/i;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/;

/** Read `id`, `id#version` or `id@version`; undefined for text of another form (which may be a path). */
export function parsePackageId(text: string): PackageId | undefined {
  const [, id = '', version] = /^([^#@]+)(?:[#@](.+))?$/.exec(text) ?? [];
  if (!ID.test(id) || id.includes('..') || (version !== undefined && !isVersion(version))) return undefined;
  return { id, version };
}

/** True for a version that is safe as the name of a folder. */
export function isVersion(version: string): boolean {
  return VERSION.test(version) && !version.includes('..');
}

/** `id#version`, the name of a package in caches and lock files. */
export function packageKey(id: string, version: string): string {
  return `${id}#${version}`;
}

/**
 * The version among `offered` that a request means: the one named, the newest patch for `4.0.x`, the newest release when absent or
 * `latest`; undefined when none fits.
 */
export function chooseVersion(
  asked: string | undefined,
  offered: readonly string[],
  latest?: string,
): string | undefined {
  if (asked === undefined || asked === 'latest') return latest ?? newest(offered.filter(isRelease)) ?? newest(offered);
  if (offered.includes(asked)) return asked;
  const wild = /^(\d+(?:\.\d+)*)\.(?:x|\*)$/.exec(asked);
  if (!wild) return undefined;
  const within = offered.filter((version) => version.startsWith(`${wild[1]}.`));
  return newest(within.filter(isRelease)) ?? newest(within);
}

function isRelease(version: string): boolean {
  return /^\d+(\.\d+)*$/.test(version);
}

function newest(versions: readonly string[]): string | undefined {
  return [...versions].sort(compareVersions).at(-1);
}

/** Order of versions: numbers by value, a pre-release before its release. */
export function compareVersions(a: string, b: string): number {
  const [coreA = '', preA] = split(a);
  const [coreB = '', preB] = split(b);
  const core = compareParts(coreA.split('.'), coreB.split('.'));
  if (core !== 0) return core;
  if (preA === undefined || preB === undefined) return Number(preA === undefined) - Number(preB === undefined);
  return compareParts(preA.split('.'), preB.split('.'));
}

function split(version: string): [string, string | undefined] {
  const dash = version.indexOf('-');
  return dash < 0 ? [version, undefined] : [version.slice(0, dash), version.slice(dash + 1)];
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [left = '', right = ''] = [a[i], b[i]];
    if (left === right) continue;
    const numeric = /^\d+$/.test(left) && /^\d+$/.test(right);
    return numeric ? Number(left) - Number(right) : left < right ? -1 : 1;
  }
  return 0;
}

/** The refusal of a package that cannot be used, with what to do. */
export function packageError(code: string, message: string, cause?: unknown): AssayError {
  return new AssayError('config', code, message, { cause });
}
