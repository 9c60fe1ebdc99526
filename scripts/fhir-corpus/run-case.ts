import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtInDefinitions } from '../../src/fhir/definitions/pack.ts';
import type { FhirIssue, FhirVerdict } from '../../src/fhir/index.ts';
import { createFhirValidator, type FhirValidator } from '../../src/fhir/index.ts';
import { compileTypes } from '../../src/fhir/structure/compile-types.ts';
import { isXml, readXml } from '../../src/fhir/xml/read-xml.ts';
import { isJsonObject, type JsonObject } from '../../src/kernel/json.ts';

/** An issue as the official validator gave it. */
export interface OfficialIssue {
  readonly severity: string;
  readonly code: string;
  readonly expression?: string;
  readonly text?: string;
  /** True when it came from a terminology server. */
  readonly server?: boolean;
}

/** One public validator case. */
export interface CorpusCase {
  readonly name: string;
  readonly file: string;
  readonly module: string;
  readonly fhir: 'R4' | 'STU3';
  readonly expected: readonly OfficialIssue[];
  readonly supporting?: readonly string[];
  readonly profiles?: readonly string[];
  readonly packages?: readonly string[];
  readonly supporting5?: readonly string[];
  readonly validateContains?: string;
  readonly 'security-checks'?: boolean;
  readonly profile?: {
    readonly source?: string;
    readonly url?: string;
    readonly supporting?: readonly string[];
    readonly packages?: readonly string[];
    readonly expected: readonly OfficialIssue[];
  };
}

/** One comparison: a case, plain or directed at its profile. */
export interface CaseResult {
  readonly case: CorpusCase;
  readonly kind: 'plain' | 'profile';
  readonly expected: readonly OfficialIssue[];
  readonly verdict: FhirVerdict;
  /** Why the case cannot be compared offline; undefined when it can. */
  readonly excluded: string | undefined;
}

/** Run a case plainly and, where it has one, against its profile. */
export function runCase(each: CorpusCase, folder: string): CaseResult[] {
  const text = readFileSync(join(folder, 'files', each.file), 'utf8');
  const loaded = [...(each.supporting ?? []), ...(each.profiles ?? [])];
  const results = [
    result(each, 'plain', each.expected, run(each, text, load(loaded, folder)), loaded, folder, each.packages),
  ];
  const { profile } = each;
  if (profile?.source !== undefined && profile.expected) {
    const sources = [...loaded, ...(profile.supporting ?? []), profile.source];
    const definitions = load(sources, folder);
    const target = load([profile.source], folder)[0]?.['url'];
    const profiles = typeof target === 'string' ? [target] : [];
    const packages = [...(each.packages ?? []), ...(profile.packages ?? [])];
    results.push(
      result(each, 'profile', profile.expected, run(each, text, definitions, profiles), sources, folder, packages),
    );
  }
  return results;
}

const plainValidators = new Map<string, FhirValidator>();

function run(
  each: CorpusCase,
  text: string,
  definitions: readonly JsonObject[],
  profiles: readonly string[] = [],
): FhirVerdict {
  const version = each.fhir === 'R4' ? '4.0' : '3.0';
  const securityChecks = each['security-checks'] === true;
  const key = `${version} ${securityChecks}`;
  let validator = definitions.length === 0 ? plainValidators.get(key) : undefined;
  validator ??= createFhirValidator({ version, definitions, securityChecks });
  if (definitions.length === 0) plainValidators.set(key, validator);
  return validator.validateText(text, { profiles });
}

function load(files: readonly string[], folder: string): JsonObject[] {
  return files.flatMap((file) => {
    const path = join(folder, 'files', file);
    if (!existsSync(path)) return [];
    const resource = parsed(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
    if (!resource) return [];
    const entries = resource['resourceType'] === 'Bundle' ? resource['entry'] : undefined;
    return Array.isArray(entries)
      ? (entries as unknown as { resource?: JsonObject }[]).flatMap(({ resource: inner }) => (inner ? [inner] : []))
      : [resource];
  });
}

const types = compileTypes(builtInDefinitions('4.0'));

/** A supporting resource in JSON or XML. */
function parsed(text: string): JsonObject | undefined {
  const value: unknown = isXml(text) ? readXml(text, types).value : JSON.parse(text);
  return isJsonObject(value) ? value : undefined;
}

function result(
  each: CorpusCase,
  kind: CaseResult['kind'],
  expected: readonly OfficialIssue[],
  verdict: FhirVerdict,
  files: readonly string[],
  folder: string,
  packages: readonly string[] | undefined,
): CaseResult {
  return { case: each, kind, expected, verdict, excluded: excludedFor(each, expected, files, folder, packages) };
}

function excludedFor(
  each: CorpusCase,
  expected: readonly OfficialIssue[],
  files: readonly string[],
  folder: string,
  packages: readonly string[] | undefined,
): string | undefined {
  if (packages && packages.length > 0) return 'needs a package that is absent';
  if (each.supporting5) return 'needs definitions of another FHIR version';
  if (each.validateContains === 'IGNORE') return 'asks to ignore contained resources';
  const missing = files.find((file) => !existsSync(join(folder, 'files', file)));
  if (missing) return `needs ${missing}, which is absent`;
  const errors = expected.filter(isError);
  return errors.length > 0 && errors.every((issue) => issue.server === true) ? 'needs a terminology server' : undefined;
}

export function isError(issue: OfficialIssue | FhirIssue): boolean {
  return issue.severity === 'error' || issue.severity === 'fatal';
}
