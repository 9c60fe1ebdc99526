import { secretFrom } from '../config/secrets.ts';
import {
  createFhirValidator,
  type FhirVerdict,
  type FhirVersion,
  findFiles,
  formatConsole,
  formatJson,
  type LoadedPackages,
  loadPackages,
  readTexts,
  toOperationOutcome,
} from '../fhir/index.ts';
import type { Redactor } from '../kernel/redaction.ts';
import { EXIT } from './exit.ts';
import { createOpinions, type SecondOpinion } from './second-opinion.ts';

export type { SecondOpinion };

/** What to validate, against what. */
export interface FhirValidateRequest {
  /** Files, folders and globs. */
  readonly inputs: readonly string[];
  readonly cwd: string;
  readonly version: FhirVersion;
  readonly profiles: readonly string[];
  readonly packages: readonly string[];
  readonly format: 'console' | 'json' | 'operation-outcome';
  /** True to end with 4 when anything was left unchecked. */
  readonly strict: boolean;
  readonly packageSource: PackageSource;
  readonly opinion: SecondOpinion;
}

/** Where packages come from, as the command line says it. */
export interface PackageSource {
  readonly folders: readonly string[];
  readonly cache?: string;
  readonly registries?: readonly string[];
  /** Where the registries' token is. */
  readonly token?: { readonly env: string } | { readonly file: string };
  readonly offline: boolean;
  readonly lock?: string;
}

/** Where results and talk go. */
export interface FhirValidateOutput {
  print(text: string): void;
  say(text: string): void;
  readonly redactor: Redactor;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const MAX_CHARACTERS = 100_000_000;

interface Count {
  valid: number;
  invalid: number;
  open: number;
  unresolved: number;
  skipped: number;
}

/**
 * Validate files and print a result for each as it is ready. Gives the exit code: 1 when a resource is invalid; 4 when there was none, when a
 * profile that one claims or must have is not held, when the official validator disagrees, or (strict) when anything was left unchecked; else 0.
 */
export async function fhirValidate(request: FhirValidateRequest, output: FhirValidateOutput): Promise<number> {
  const files = findFiles(request.inputs, request.cwd);
  const packages = await loadAll(request, output);
  const validator = createFhirValidator({
    version: request.version,
    definitions: packages.definitions,
    profiles: request.profiles,
    limits: { characters: MAX_CHARACTERS },
  });
  const count: Count = { valid: 0, invalid: 0, open: 0, unresolved: 0, skipped: 0 };
  const tell = (name: string, verdict: FhirVerdict) => judge(name, verdict, { request, output, count });
  const opinions = createOpinions(request.opinion, { ...request, verdict: tell, say: output.say });
  for (const file of files) {
    for await (const { name, text } of readTexts(file, MAX_CHARACTERS)) {
      const verdict = validator.validateText(text);
      if (!file.named && isOther(verdict)) skip(name, count, output);
      else if (await opinions.take({ name, text, native: verdict })) tell(name, verdict);
    }
  }
  const disagreements = await opinions.finish();
  output.say(summary(count));
  return exitCode(count, disagreements, request.strict);
}

async function loadAll({ cwd, version, packages, packageSource }: FhirValidateRequest, output: FhirValidateOutput) {
  const { token, folders, cache, registries, offline, lock } = packageSource;
  const places = { env: output.env, cwd };
  const secret = token && secretFrom(token, places);
  if (secret) output.redactor.learn(secret.name, secret.value);
  const loaded: LoadedPackages = await loadPackages(packages, {
    version,
    folders,
    offline,
    // The HTTP client is loaded when a registry is asked, not before.
    fetchBytes: async (...asked) => (await import('../target/index.ts')).fetchBytes(...asked),
    ...(cache === undefined ? {} : { cache }),
    ...(registries === undefined ? {} : { registries }),
    ...(lock === undefined ? {} : { lock }),
    ...(secret ? { token: secret.value } : {}),
  });
  for (const { id, version: found, sha256 } of loaded.packages)
    output.say(`package ${id}#${found} (sha256 ${sha256.slice(0, 12)})`);
  for (const { name, reason } of loaded.missing) output.say(`package ${name} is missing: ${reason}`);
  return loaded;
}

/** True for a file of a folder that holds something else than a resource, such as a package.json. */
function isOther({ resourceType, issues }: FhirVerdict): boolean {
  return resourceType === undefined && issues.every(({ rule }) => rule === 'resource-type');
}

function skip(name: string, count: Count, output: FhirValidateOutput): void {
  count.skipped++;
  output.say(`${name} skipped: it holds no FHIR resource`);
}

interface Judging {
  readonly request: FhirValidateRequest;
  readonly output: FhirValidateOutput;
  readonly count: Count;
}

function judge(name: string, verdict: FhirVerdict, { request, output, count }: Judging): void {
  if (verdict.answer === 'invalid') count.invalid++;
  else if (verdict.answer === 'valid') count.valid++;
  else count.open++;
  if (verdict.answer === 'not-checked' && verdict.notChecked.some(({ kind }) => kind === 'profile')) count.unresolved++;
  output.print(rendered(name, verdict, request.format).trimEnd());
}

function rendered(name: string, verdict: FhirVerdict, format: FhirValidateRequest['format']): string {
  if (format === 'json') return formatJson(name, verdict);
  return format === 'console' ? formatConsole(name, verdict) : JSON.stringify(toOperationOutcome(verdict));
}

function summary({ valid, invalid, open, unresolved, skipped }: Count): string {
  const parts = [`${valid} valid`, `${invalid} invalid`, `${open} valid as far as they were checked`];
  if (unresolved > 0) parts.push(`${unresolved} of these with a profile that is not held`);
  if (skipped > 0) parts.push(`${skipped} files skipped`);
  return `${valid + invalid + open} resources: ${parts.join(', ')}`;
}

function exitCode({ valid, invalid, open, unresolved }: Count, disagreements: number, strict: boolean): number {
  if (invalid > 0) return EXIT.findings;
  return valid + open === 0 || unresolved > 0 || disagreements > 0 || (strict && open > 0)
    ? EXIT.inconclusive
    : EXIT.conformant;
}
