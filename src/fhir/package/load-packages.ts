import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { AssayError } from '../../kernel/error.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { FhirVersion } from '../definitions/records.ts';
import { DEFAULT_PACKAGE_LIMITS, type PackageLimits, unpackArchive } from './archive.ts';
import { cachedFolder, cachedVersions, defaultCacheFolder, installPackage } from './cache.ts';
import { lockedVersion, type PackageLock, readLock, verifyLocked, writeLock } from './lock.ts';
import { type OpenedPackage, openFiles, openFolder } from './opened-package.ts';
import { chooseVersion, type PackageId, packageError, packageKey, parsePackageId } from './package-id.ts';
import { DEFAULT_REGISTRIES, downloadOffer, type FetchBytes, findOffer } from './registry.ts';

/** Where packages come from; all settings are optional. */
export interface PackageOptions {
  /** FHIR version that will be validated; packages for other versions only are noted. Default `4.0`. */
  readonly version?: FhirVersion;
  /** Folders looked in before the cache, each laid out as a cache is. */
  readonly folders?: readonly string[];
  /** Default `~/.fhir/packages`. */
  readonly cache?: string;
  /** In the order they are asked. Default packages.fhir.org, then packages2.fhir.org/packages. */
  readonly registries?: readonly string[];
  /** Sent to the registries as a bearer token. */
  readonly token?: string;
  /** True to ask no registry. Default false. */
  readonly offline?: boolean;
  /** Lock file: digests in it are enforced, new packages are added. Default none. */
  readonly lock?: string;
  /** How registries are reached; without it the loader is offline. */
  readonly fetchBytes?: FetchBytes;
  readonly limits?: Partial<PackageLimits>;
}

/** One package that was loaded. */
export interface LoadedPackage {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  readonly from: string;
}

/** What a set of packages came to. */
export interface LoadedPackages {
  /** Dependencies before those that need them. */
  readonly packages: readonly LoadedPackage[];
  /** Canonical resources in the same order: where two define the same, the last one counts. */
  readonly definitions: readonly JsonObject[];
  /** Dependencies that could not be had and packages for another FHIR version, with the reason: what they define is not checked. */
  readonly missing: readonly { readonly name: string; readonly reason: string }[];
}

/** Core packages, whose content is built in. */
const CORE = /^hl7\.fhir\.r\d+[a-z]?\.(?:core|examples|expansions|elements|corexml)$/;

/**
 * Load packages with all that they depend on. A request is a folder, a `.tgz`, `id#version` or `id`; looked for in the given folders, the
 * cache and the registries, in this order. Fails with a config error (`package-not-found`, `package-unsafe`, `package-damaged`,
 * `package-lock` …) when a requested package cannot be used; a dependency that cannot be had is only noted.
 */
export async function loadPackages(requests: readonly string[], options: PackageOptions = {}): Promise<LoadedPackages> {
  const loader = new Loader(options);
  for (const request of requests) await loader.load(request);
  return loader.finish();
}

class Loader {
  private readonly options: PackageOptions;
  private readonly limits: PackageLimits;
  private readonly cache: string;
  private readonly lock: PackageLock;
  private readonly added = new Map<string, string>();
  private readonly seen = new Set<string>();
  private readonly packages: LoadedPackage[] = [];
  private readonly definitions: JsonObject[] = [];
  private readonly missing: { name: string; reason: string }[] = [];

  constructor(options: PackageOptions) {
    this.options = options;
    this.limits = { ...DEFAULT_PACKAGE_LIMITS, ...options.limits };
    this.cache = options.cache ?? defaultCacheFolder();
    this.lock = options.lock === undefined ? { packages: new Map() } : readLock(options.lock);
  }

  async load(request: string): Promise<void> {
    const local = this.openLocal(request);
    if (local) return this.take(local);
    const asked = parsePackageId(request);
    if (!asked)
      throw packageError(
        'package-not-found',
        `${request} is neither a folder, nor a .tgz, nor the name of a package such as hl7.fhir.us.core#6.1.0.`,
      );
    if (CORE.test(asked.id)) return;
    await this.take(await this.open(asked));
  }

  finish(): LoadedPackages {
    const { packages, definitions, missing, added, lock } = this;
    if (this.options.lock !== undefined && added.size > 0)
      writeLock(this.options.lock, { packages: new Map([...lock.packages, ...added]) });
    return { packages, definitions, missing };
  }

  /** A path is one that exists; names of packages are not looked up as paths unless they look like one. */
  private openLocal(request: string): OpenedPackage | undefined {
    const looksLikePath = /[\\/]|\.tgz$|^\.{1,2}$/.test(request);
    const path = resolve(request);
    if (!existsSync(path) || (!looksLikePath && !existsSync(resolve(path, 'package.json')))) return undefined;
    if (statSync(path).isDirectory()) return openFolder(path, this.limits);
    return openFiles(unpackArchive(readFileSync(path), request, this.limits), request);
  }

  private async take(opened: OpenedPackage): Promise<void> {
    const { id, version, dependencies, fhirVersions } = opened.manifest;
    const key = packageKey(id, version);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const sha256 = opened.digest();
    verifyLocked(this.lock, key, sha256);
    if (!this.lock.packages.has(key)) this.added.set(key, sha256);
    const wanted = this.options.version ?? '4.0';
    if (fhirVersions.length > 0 && !fhirVersions.some((each) => each.startsWith(wanted)))
      this.missing.push({ name: key, reason: `it is for FHIR ${fhirVersions.join(', ')}, not ${wanted}` });
    for (const [dependency, asked] of Object.entries(dependencies)) await this.depend(dependency, asked, key);
    this.definitions.push(...opened.resources());
    this.packages.push({ id, version, sha256, from: opened.from });
  }

  /** Registries that cannot be asked and packages that they lack leave a gap; damage and danger stop the run. */
  private async depend(id: string, version: string, by: string): Promise<void> {
    if (CORE.test(id)) return;
    const asked = parsePackageId(`${id}#${version}`);
    if (asked && [...this.seen].some((key) => key === packageKey(id, version))) return;
    try {
      if (!asked) throw packageError('package-not-found', 'its name or version is malformed');
      await this.take(await this.open(asked));
    } catch (error) {
      const code = error instanceof AssayError ? error.code : '';
      if (code !== 'package-not-found' && code !== 'package-unavailable') throw error;
      const reason = error instanceof Error ? error.message : String(error);
      this.missing.push({ name: packageKey(id, version), reason: `needed by ${by}: ${reason}` });
    }
  }

  private async open(asked: PackageId): Promise<OpenedPackage> {
    const { id } = asked;
    const locked = lockedVersion(this.lock, id, (version) => chooseVersion(asked.version, [version]) === version);
    const wanted = { id, version: locked ?? asked.version };
    for (const folder of [...(this.options.folders ?? []), this.cache]) {
      const version = chooseVersion(wanted.version, cachedVersions(folder, id));
      const found = version === undefined ? undefined : cachedFolder(folder, id, version);
      if (found) return openFolder(found, this.limits);
    }
    return this.fetch(wanted);
  }

  private async fetch(asked: PackageId): Promise<OpenedPackage> {
    const { fetchBytes, offline, token, registries = DEFAULT_REGISTRIES } = this.options;
    const name = asked.version === undefined ? asked.id : packageKey(asked.id, asked.version);
    if (offline || !fetchBytes)
      throw packageError(
        'package-not-found',
        `The package ${name} is not in ${this.cache}, and registries are not asked offline.`,
      );
    const access = { registries, fetchBytes, limits: this.limits, ...(token === undefined ? {} : { token }) };
    const offer = await findOffer(asked, access);
    if (!('tarball' in offer))
      throw packageError('package-not-found', `The package ${name} cannot be found. ${offer.join('; ')}.`);
    const files = await downloadOffer(offer, access);
    const { manifest } = openFiles(files, offer.tarball);
    if (manifest.id !== offer.id || manifest.version !== offer.version)
      throw packageError(
        'package-damaged',
        `The archive of ${packageKey(offer.id, offer.version)} says that it is ${packageKey(manifest.id, manifest.version)}.`,
      );
    return openFolder(installPackage(this.cache, offer.id, offer.version, files), this.limits);
  }
}
