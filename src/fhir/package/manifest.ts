import { messageOf } from '../../kernel/error.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { object, strings, text } from '../definitions/members.ts';
import { isVersion, packageError, parsePackageId } from './package-id.ts';

/** What a package says of itself (`package/package.json`). */
export interface PackageManifest {
  readonly id: string;
  readonly version: string;
  /** FHIR versions of its content, for example `4.0.1`; may be empty. */
  readonly fhirVersions: readonly string[];
  readonly canonical: string | undefined;
  /** Version asked for, by package id. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Read a manifest. Fails with `package-invalid` when it is not one. */
export function parseManifest(json: string, where: string): PackageManifest {
  const value = parse(json, where);
  const id = text(value, 'name') ?? '';
  const version = text(value, 'version') ?? '';
  if (parsePackageId(id)?.id !== id || !isVersion(version))
    throw packageError('package-invalid', `${where} must have a name and a version that a folder can carry.`);
  const plural = strings(value, 'fhirVersions');
  const dependencies = Object.entries(object(value, 'dependencies') ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    id,
    version,
    fhirVersions: plural.length > 0 ? plural : strings(value, 'fhir-version-list'),
    canonical: text(value, 'canonical'),
    dependencies: Object.fromEntries(dependencies),
  };
}

function parse(json: string, where: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\ufeff/, ''));
  } catch (error) {
    throw packageError('package-invalid', `${where} is not JSON: ${messageOf(error)}.`, error);
  }
  if (!isJsonObject(value)) throw packageError('package-invalid', `${where} must be a JSON object.`);
  return value;
}
