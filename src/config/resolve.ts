import { basename, resolve } from 'node:path';
import { AssayError } from '../kernel/error.ts';
import { nearest } from '../kernel/registry.ts';
import { formatRate, parseRate, type Rate } from '../model/rate-policy.ts';
import type { SuiteDefinition, SuiteEnvironment, SuiteFhir, SuiteIdentity } from '../model/suite.ts';
import type { Credential } from '../model/target.ts';
import { SEVERITIES, type Severity } from '../model/verdict.ts';
import { classifyInput } from './input.ts';
import type { EmulatorRequest, ResolvedConfig, ResolvedIdentity } from './resolved-config.ts';
import { parseHeaderFlag, type SecretSources, secretFrom } from './secrets.ts';
import { type LoadedSuite, loadSuiteFile } from './suite-file.ts';

/** Flags as the command line gives them: unparsed, all optional. */
export interface RawFlags {
  readonly env?: string;
  readonly url?: string;
  readonly headers?: readonly string[];
  readonly seed?: string;
  readonly rate?: string;
  readonly budget?: string;
  readonly concurrency?: string;
  readonly propertyRuns?: string;
  readonly timeout?: string;
  readonly gate?: string;
  readonly mode?: string;
  readonly defects?: readonly string[];
  readonly undeclaredMethods?: boolean;
  readonly production?: boolean;
  /** `i/n`: the i-th of n parts of the plan. */
  readonly shard?: string;
  /** FHIR version of the API: `3.0` or `4.0`. */
  readonly fhir?: string;
  /** Overlays laid over the description after those of the suite. */
  readonly overlays?: readonly string[];
}

const DEFAULT_SEED = 1;

/** One complete configuration out of an input (suite, config file, document) and flags. Fails with kinds `usage` and `config`. */
export async function resolveConfig(input: string, flags: RawFlags, sources: SecretSources): Promise<ResolvedConfig> {
  const found = classifyInput(input, sources.cwd);
  const common = commonSettings(input, flags);
  if (found.kind === 'document') return documentConfig(found.uri, flags, common, sources);
  return suiteConfig(await loadSuiteFile(found.file), flags, common, sources);
}

type Common = Pick<
  ResolvedConfig,
  'seed' | 'concurrency' | 'propertyRuns' | 'timeoutMs' | 'gate' | 'undeclaredMethods' | 'shard' | 'invocation'
>;

function commonSettings(input: string, flags: RawFlags): Common {
  const invocation = {
    input,
    flags: {
      ...(flags.env ? { env: flags.env } : {}),
      ...(flags.url ? { url: flags.url } : {}),
      ...(flags.headers?.length ? { headers: flags.headers } : {}),
      ...(flags.defects?.length ? { defects: flags.defects } : {}),
      ...(flags.mode ? { mode: modeFlag(flags.mode) } : {}),
      ...(flags.rate ? { rate: flags.rate } : {}),
      ...(flags.overlays?.length ? { overlays: flags.overlays } : {}),
      ...(flags.fhir ? { fhir: fhirFlag(flags.fhir) } : {}),
      ...(flags.budget ? { budget: flags.budget } : {}),
      ...(flags.propertyRuns ? { propertyRuns: flags.propertyRuns } : {}),
      ...(flags.timeout ? { timeout: flags.timeout } : {}),
      ...(flags.gate ? { gate: flags.gate } : {}),
      ...(flags.undeclaredMethods ? { undeclaredMethods: true } : {}),
    },
  };
  return {
    seed: numberFlag('--seed', flags.seed, DEFAULT_SEED, 0),
    concurrency: numberFlag('--concurrency', flags.concurrency, 4, 1),
    propertyRuns: numberFlag('--property-runs', flags.propertyRuns, 3, 0),
    timeoutMs: numberFlag('--timeout', flags.timeout, 10_000, 1),
    gate: gateFlag(flags.gate),
    undeclaredMethods: flags.undeclaredMethods ?? false,
    ...(flags.shard === undefined ? {} : { shard: shardFlag(flags.shard) }),
    invocation,
  };
}

function documentConfig(uri: string, flags: RawFlags, common: Common, sources: SecretSources): ResolvedConfig {
  refuseSuiteFlags(flags);
  const rate = flags.rate ? parseRate(flags.rate) : undefined;
  const name = documentName(uri);
  return {
    ...common,
    suite: name,
    title: name,
    spec: uri,
    ...overlaysFrom([], flags.overlays ?? [], sources),
    ...fhirFrom(undefined, '', flags.fhir),
    environmentName: 'target',
    environment: environmentOfUrl(flags.url),
    ...(flags.url ? { baseUrl: flags.url } : {}),
    identities: { default: withHeaders(emptyIdentity(), flags.headers ?? [], sources) },
    neverHosts: [],
    ...(rate ? { rate } : {}),
    ...budgetFrom(flags.budget, undefined),
    knownValues: [],
    cases: [],
    baseline: [],
    production: { productionConfig: false, productionFlag: flags.production ?? false },
  };
}

/** Flags that only a suite gives a meaning to: ignoring them would run something else than was asked for. */
function refuseSuiteFlags(flags: RawFlags): void {
  const given = [
    ...(flags.env ? ['--env'] : []),
    ...(flags.mode ? ['--mode'] : []),
    ...(flags.defects?.length ? ['--defect'] : []),
  ];
  if (given.length === 0) return;
  throw new AssayError(
    'usage',
    'bad-flag',
    `${given.join(' and ')} chooses among the environments of a suite; a bare document has none. Give --url, or run a suite.`,
  );
}

/** The file name of a path or URL; a query may hold a key and is not shown. */
function documentName(uri: string): string {
  const path = /^https?:/i.test(uri) && URL.canParse(uri) ? new URL(uri).pathname : uri;
  return basename(path) || 'document';
}

function suiteConfig(suite: LoadedSuite, flags: RawFlags, common: Common, sources: SecretSources): ResolvedConfig {
  const { definition, folder } = suite;
  const [environmentName, environment] = chooseEnvironment(definition, flags.env);
  const limit = definition.limit ? parseRate(definition.limit) : undefined;
  const rate = flags.rate
    ? parseRate(flags.rate)
    : environment.rate
      ? parseRate(environment.rate)
      : limit && halfOf(limit);
  const url = flags.url ?? urlOf(environment, environmentName, sources);
  const emulator =
    !flags.url && environment.emulator ? emulatorRequest(environment, environment.emulator, flags) : undefined;
  const identities = resolveIdentities(environment, sources);
  return {
    ...common,
    suite: definition.name,
    title: definition.title,
    spec: located(definition.spec, folder),
    ...overlaysFrom(
      (definition.overlays ?? []).map((overlay) => located(overlay, folder)),
      flags.overlays ?? [],
      sources,
    ),
    ...fhirFrom(definition.fhir, folder, flags.fhir),
    ...(definition.requirements ? { requirements: resolve(folder, definition.requirements) } : {}),
    environmentName,
    environment: environment.kind,
    ...(url ? { baseUrl: url } : {}),
    ...(emulator ? { emulator } : {}),
    identities: {
      ...identities,
      default: withHeaders(identities['default'] ?? emptyIdentity(), flags.headers ?? [], sources),
    },
    neverHosts: definition.neverHosts ?? [],
    ...(limit ? { limit } : {}),
    ...(definition.limitPolicy ? { limitPolicy: definition.limitPolicy } : {}),
    ...(rate ? { rate } : {}),
    ...(environment.retired === undefined ? {} : { retired: environment.retired }),
    ...budgetFrom(flags.budget, definition.budget),
    knownValues: definition.knownValues ?? [],
    cases: definition.cases ?? [],
    baseline: definition.baseline ?? [],
    production: { productionConfig: environment.kind === 'production', productionFlag: flags.production ?? false },
  };
}

function overlaysFrom(
  ofSuite: readonly string[],
  given: readonly string[],
  { cwd }: SecretSources,
): Pick<ResolvedConfig, 'overlays'> {
  const overlays = [...ofSuite, ...given.map((overlay) => located(overlay, cwd))];
  return overlays.length > 0 ? { overlays } : {};
}

/** What a suite or a flag says of FHIR; packages that are paths start from the suite's folder. */
function fhirFrom(
  stated: SuiteFhir | undefined,
  folder: string,
  flag: string | undefined,
): Pick<ResolvedConfig, 'fhir'> {
  const version = flag === undefined ? stated?.version : fhirFlag(flag);
  if (version === undefined) return {};
  const packages = stated?.packages ?? [];
  return {
    fhir: { version, packages: packages.map((each) => (/^\.{0,2}\//.test(each) ? resolve(folder, each) : each)) },
  };
}

function fhirFlag(value: string): '3.0' | '4.0' {
  if (value === '3.0' || value === '4.0') return value;
  throw new AssayError('usage', 'bad-flag', `--fhir takes 3.0 or 4.0, not "${value}".`);
}

/** A URL as it stands, a path resolved against a folder. */
function located(place: string, folder: string): string {
  return /^https?:/.test(place) ? place : resolve(folder, place);
}

/** Half of a documented limit, at least one request: the default pace. */
function halfOf(limit: Rate): Rate {
  return parseRate(formatRate({ ...limit, requests: Math.max(1, Math.floor(limit.requests / 2)) }));
}

function chooseEnvironment(definition: SuiteDefinition, wanted: string | undefined): [string, SuiteEnvironment] {
  const names = Object.keys(definition.environments);
  const name = wanted ?? definition.defaultEnvironment ?? (names.includes('emulator') ? 'emulator' : names[0]) ?? '';
  const environment = Object.hasOwn(definition.environments, name) ? definition.environments[name] : undefined;
  if (environment) return [name, environment];
  const near = nearest(name, names);
  throw new AssayError(
    'usage',
    'unknown-environment',
    `${definition.name} has no environment "${name}".${near ? ` Did you mean ${near}?` : ''} Known: ${names.join(', ')}.`,
  );
}

function urlOf(environment: SuiteEnvironment, name: string, sources: SecretSources): string | undefined {
  if (environment.emulator) return undefined;
  if (typeof environment.url === 'string') return environment.url;
  const variable = environment.url?.env;
  const value = variable ? sources.env[variable] : undefined;
  if (value) return value;
  throw new AssayError(
    'config',
    'url-missing',
    `The environment "${name}" has no URL: ${variable ? `set the variable ${variable}` : 'state `url` in the suite'} or give --url.`,
  );
}

/** A URL names an emulator when it is loopback; anything else given by hand is treated as a sandbox. */
function environmentOfUrl(url: string | undefined): ResolvedConfig['environment'] {
  if (!url) return 'sandbox';
  return /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])([:/]|$)/i.test(url) ? 'emulator' : 'sandbox';
}

function emulatorRequest(
  environment: SuiteEnvironment,
  emulator: NonNullable<SuiteEnvironment['emulator']>,
  flags: RawFlags,
): EmulatorRequest {
  const tokens = Object.entries(environment.identities).flatMap(([identity, { credentials }]) =>
    Object.entries(credentials).flatMap(([scheme, source]) =>
      'emulatorToken' in source ? [{ identity, scheme, token: source.emulatorToken }] : [],
    ),
  );
  return {
    system: emulator.system,
    mode: flags.mode ? modeFlag(flags.mode) : emulator.mode,
    defects: flags.defects ?? [],
    virtualTime: emulator.time === 'virtual',
    tokens,
  };
}

function resolveIdentities(environment: SuiteEnvironment, sources: SecretSources): Record<string, ResolvedIdentity> {
  return Object.fromEntries(
    Object.entries(environment.identities).map(([name, identity]) => [name, resolveIdentity(identity, sources)]),
  );
}

function resolveIdentity(identity: SuiteIdentity, sources: SecretSources): ResolvedIdentity {
  const credentials: Record<string, Credential> = {};
  const missing: string[] = [];
  for (const [scheme, source] of Object.entries(identity.credentials)) {
    if ('emulatorToken' in source) continue;
    const secret = secretFrom(source, sources);
    if (secret) credentials[scheme] = secret;
    else missing.push('env' in source ? source.env : source.file);
  }
  return { credentials, byParameter: {}, notEntitled: identity.notEntitled ?? false, missing };
}

function emptyIdentity(): ResolvedIdentity {
  return { credentials: {}, byParameter: {}, notEntitled: false, missing: [] };
}

/** An identity that is known by its headers alone. Fails as a header flag does. */
export function identityOfHeaders(headers: readonly string[], sources: SecretSources): ResolvedIdentity {
  return withHeaders(emptyIdentity(), headers, sources);
}

function withHeaders(identity: ResolvedIdentity, headers: readonly string[], sources: SecretSources): ResolvedIdentity {
  const byParameter: Record<string, Credential> = { ...identity.byParameter };
  const missing = [...identity.missing];
  for (const header of headers) {
    const { parameter, source } = parseHeaderFlag(header);
    const secret = secretFrom(source, sources);
    if (secret) byParameter[parameter.toLowerCase()] = secret;
    else missing.push('env' in source ? source.env : source.file);
  }
  return { ...identity, byParameter, missing };
}

function numberFlag(name: string, value: string | undefined, fallback: number, least: number): number {
  if (value === undefined) return fallback;
  const parsed = Number(value);
  if (Number.isSafeInteger(parsed) && parsed >= least && value.trim() !== '') return parsed;
  throw new AssayError('usage', 'bad-flag', `${name} takes a whole number of at least ${least}, not "${value}".`);
}

function budgetFrom(flag: string | undefined, stated: number | undefined): { budget: number } | Record<string, never> {
  if (flag !== undefined) return { budget: numberFlag('--budget', flag, 0, 1) };
  return stated === undefined ? {} : { budget: stated };
}

function shardFlag(value: string): { index: number; count: number } {
  const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(value) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new AssayError('usage', 'bad-flag', `--shard takes part/parts, such as 2/3, not "${value}".`);
}

function gateFlag(value: string | undefined): Severity {
  if (value === undefined) return 'low';
  const found = SEVERITIES.find((severity) => severity === value);
  if (found) return found;
  throw new AssayError('usage', 'bad-flag', `--gate takes one of ${SEVERITIES.join(', ')}, not "${value}".`);
}

function modeFlag(value: string): 'clean' | 'faithful' {
  if (value === 'clean' || value === 'faithful') return value;
  throw new AssayError('usage', 'bad-flag', `--mode takes clean or faithful, not "${value}".`);
}
