import { createHash } from 'node:crypto';
import { messageOf } from '../../kernel/error.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { object, text } from '../definitions/members.ts';
import { type PackageFiles, type PackageLimits, unpackArchive } from './archive.ts';
import { chooseVersion, type PackageId, packageError, packageKey } from './package-id.ts';

/** What a registry answered. */
export interface FetchedBytes {
  readonly status: number;
  readonly body: Uint8Array;
}

/** How bytes are got from an http(s) URL; the caller brings the network, with its proxy and time limits. */
export type FetchBytes = (
  url: string,
  options: { readonly headers: Readonly<Record<string, string>>; readonly maxBytes: number },
) => Promise<FetchedBytes>;

/** The registries asked when none is named, in this order. */
export const DEFAULT_REGISTRIES: readonly string[] = [
  'https://packages.fhir.org',
  'https://packages2.fhir.org/packages',
];

/** How registries are reached. */
export interface RegistryAccess {
  readonly registries: readonly string[];
  readonly fetchBytes: FetchBytes;
  /** Sent as a bearer token to the registries themselves, never to another origin. */
  readonly token?: string;
  readonly limits: PackageLimits;
}

/** A version of a package that a registry offers. */
export interface Offer {
  readonly id: string;
  readonly version: string;
  readonly registry: string;
  readonly tarball: string;
  readonly shasum: string | undefined;
  readonly integrity: string | undefined;
}

/** The first registry's version that a request means; the reasons of all refusals when none has it. */
export async function findOffer(asked: PackageId, access: RegistryAccess): Promise<Offer | readonly string[]> {
  const reasons: string[] = [];
  for (const registry of access.registries) {
    try {
      const offer = await offerOf(asked, registry.replace(/\/+$/, ''), access);
      if (typeof offer !== 'string') return offer;
      reasons.push(`${registry}: ${offer}`);
    } catch (error) {
      reasons.push(`${registry}: ${messageOf(error)}`);
    }
  }
  return reasons;
}

async function offerOf({ id, version }: PackageId, registry: string, access: RegistryAccess): Promise<Offer | string> {
  const answer = await get(`${registry}/${id}`, registry, 20_000_000, access);
  if (answer.status !== 200) return `it answered ${answer.status} for ${id}`;
  const listing: unknown = JSON.parse(Buffer.from(answer.body).toString('utf8'));
  const versions = isJsonObject(listing) ? object(listing, 'versions') : undefined;
  if (!isJsonObject(listing) || !versions) return `its listing of ${id} has no versions`;
  const chosen = chooseVersion(version, Object.keys(versions), text(object(listing, 'dist-tags'), 'latest'));
  if (chosen === undefined) return `it has no version ${version} of ${id}`;
  const dist = object(object(versions, chosen), 'dist');
  return {
    id,
    version: chosen,
    registry,
    tarball: tarballOf(dist, registry, id, chosen),
    shasum: text(dist, 'shasum'),
    integrity: text(dist, 'integrity'),
  };
}

/** The address of the archive as listed, made absolute; `registry/id/version` when the listing has none. */
function tarballOf(dist: JsonObject | undefined, registry: string, id: string, version: string): string {
  const listed = text(dist, 'tarball');
  return listed !== undefined && URL.canParse(listed, `${registry}/`)
    ? new URL(listed, `${registry}/`).href
    : `${registry}/${id}/${version}`;
}

/** Download and verify an offer. Fails with `package-unavailable`, `package-damaged`, `package-unsafe` or `package-invalid`. */
export async function downloadOffer(offer: Offer, access: RegistryAccess): Promise<PackageFiles> {
  const key = packageKey(offer.id, offer.version);
  let answer: FetchedBytes;
  try {
    answer = await get(offer.tarball, offer.registry, access.limits.archiveBytes, access);
  } catch (error) {
    throw packageError('package-unavailable', `The package ${key} cannot be fetched: ${messageOf(error)}.`, error);
  }
  if (answer.status !== 200)
    throw packageError('package-unavailable', `The package ${key} cannot be fetched: the answer was ${answer.status}.`);
  const archive = Buffer.from(answer.body);
  verify(offer, archive, key);
  return unpackArchive(archive, key, access.limits);
}

function verify({ shasum, integrity }: Offer, archive: Buffer, key: string): void {
  const [, algorithm, expected] = /(?:^|\s)(sha(?:256|384|512))-([A-Za-z0-9+/=]+)/.exec(integrity ?? '') ?? [];
  const digest = (name: string, encoding: 'hex' | 'base64') => createHash(name).update(archive).digest(encoding);
  const wrong =
    (algorithm !== undefined && digest(algorithm, 'base64') !== expected) ||
    (shasum !== undefined && shasum !== '' && digest('sha1', 'hex') !== shasum.toLowerCase());
  if (wrong)
    throw packageError(
      'package-damaged',
      `The package ${key} is not the one that the registry lists: its digest differs.`,
    );
}

function get(url: string, registry: string, maxBytes: number, access: RegistryAccess): Promise<FetchedBytes> {
  const own = new URL(url).origin === new URL(registry).origin;
  const headers = own && access.token !== undefined ? { authorization: `Bearer ${access.token}` } : {};
  return access.fetchBytes(url, { headers: { accept: '*/*', ...headers }, maxBytes });
}
