import { type Clock, systemClock } from '../kernel/clock.ts';
import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import { digestResource } from './definitions/digest.ts';
import { text } from './definitions/members.ts';
import { builtInDefinitions } from './definitions/pack.ts';
import type { FhirVersion } from './definitions/records.ts';
import { layered } from './definitions/store.ts';
import type { FhirIssue, FhirVerdict } from './issue.ts';
import { type JsonDocument, readJson } from './json/read-json.ts';
import { applyProfiles } from './profile/apply.ts';
import { extensionRule, primitiveRules, resourceRules, silentValues, typeRules } from './rules/registry.ts';
import { createEngine } from './validate/engine.ts';
import { pathEnvOf } from './validate/resolver.ts';
import { type Engine, Session } from './validate/session.ts';
import type { Limits, RuleOptions } from './validate/settings.ts';
import { walkResource } from './validate/walk.ts';
import { isXml, readXml } from './xml/read-xml.ts';

/** Settings of a validator; all are optional. */
export interface FhirValidatorOptions extends Partial<RuleOptions> {
  /** FHIR version of the resources. Default `4.0`. */
  readonly version?: FhirVersion;
  /** Further definitions as FHIR resources: profiles, extensions, value sets, code systems, questionnaires. */
  readonly definitions?: readonly JsonObject[];
  /** Canonicals of profiles that every resource must conform to. */
  readonly profiles?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** The clock behind `now()` in invariants. */
  readonly clock?: Clock;
}

/** What one call may add to the validator's settings. */
export interface ValidateOptions {
  /** Canonicals of profiles that this resource must conform to, beside those it claims. */
  readonly profiles?: readonly string[];
}

/** Validates resources of one FHIR version; safe to use for any number of resources. */
export interface FhirValidator {
  readonly version: FhirVersion;
  /** Judge a text in JSON or XML; issues carry line and column. Never throws on any text. */
  validateText(text: string, options?: ValidateOptions): FhirVerdict;
  /** Judge a parsed resource; issues carry no position. Never throws on any value. */
  validateResource(resource: unknown, options?: ValidateOptions): FhirVerdict;
}

const DEFAULT_LIMITS: Limits = {
  depth: 200,
  characters: 100_000_000,
  items: 1_000_000,
  issues: 1000,
  pathSteps: 20_000_000,
};

/** A validator; definitions are loaded at the first validation, and only those that are needed are compiled. */
export function createFhirValidator(options: FhirValidatorOptions = {}): FhirValidator {
  const version = options.version ?? '4.0';
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const settings: RuleOptions = {
    warnings: options.warnings ?? true,
    exactNumbers: options.exactNumbers ?? true,
    unknownExtensions: options.unknownExtensions ?? 'error',
    securityChecks: options.securityChecks ?? false,
  };
  const clock = options.clock ?? systemClock;
  let engine: Engine | undefined;
  const ready = (): Engine => {
    engine ??= buildEngine(version, options.definitions ?? [], limits, settings, clock);
    return engine;
  };
  const asked = options.profiles ?? [];
  const judge = (value: Json | undefined, document: JsonDocument | undefined, { profiles }: ValidateOptions) =>
    validate(ready(), value, document, profiles ? [...asked, ...profiles] : asked);
  return {
    version,
    validateText(source, extra = {}) {
      if (source.length > limits.characters) return tooLong(limits.characters);
      const document = isXml(source) ? readXml(source, ready().types, limits.depth) : readJson(source, limits.depth);
      return judge(document.value, document, extra);
    },
    validateResource: (resource, extra = {}) => judge(boundedCopy(resource, limits.depth), undefined, extra),
  };
}

function buildEngine(
  version: FhirVersion,
  resources: readonly JsonObject[],
  limits: Limits,
  settings: RuleOptions,
  clock: Clock,
): Engine {
  const base = builtInDefinitions(version);
  const records = resources.flatMap((resource) => digestResource(resource) ?? []);
  const definitions = records.length > 0 ? layered(base, records) : base;
  const now = new Date(clock.now()).toISOString();
  return createEngine(definitions, limits, settings, {
    typeRules,
    primitiveRules,
    silentValues,
    extensionRule,
    resourceRules,
    pathEnv: (session, frame) => pathEnvOf(session, frame, now),
    now,
  });
}

/** A value as it is, or undefined when it is nested more deeply than allowed (cycles are). */
function boundedCopy(value: unknown, depth: number): Json | undefined {
  const fits = (item: unknown, left: number): boolean => {
    if (typeof item !== 'object' || item === null) return true;
    return left > 0 && Object.values(item).every((each) => fits(each, left - 1));
  };
  return fits(value, depth) ? (value as Json) : undefined;
}

function tooLong(limit: number): FhirVerdict {
  const message = `The text is longer than ${limit} characters`;
  const issue = {
    severity: 'fatal',
    code: 'too-long',
    expression: '',
    rule: 'limit',
    clause: 'limits.characters',
    message,
  } as const;
  return { answer: 'invalid', resourceType: undefined, issues: [issue], notChecked: [] };
}

function validate(
  engine: Engine,
  value: Json | undefined,
  document: JsonDocument | undefined,
  profiles: readonly string[],
): FhirVerdict {
  const unsound = document && document.problems.length > 0 ? jsonIssues(document) : [];
  const session = new Session(engine, document, unsound.length);
  const type = isJsonObject(value) ? text(value, 'resourceType') : undefined;
  if (!isJsonObject(value)) {
    if (unsound.length === 0) refuse(session, 'The text is not a JSON object within the limits');
  } else if (type === undefined) refuse(session, 'A resource must have a resourceType');
  else {
    const plan = engine.types.type(type);
    if (plan?.kind !== 'resource' || plan.abstract)
      refuse(session, `There is no resource type '${type}' in FHIR ${engine.definitions.version}`);
    else {
      session.start(type);
      const frame = { value, plan, expression: type };
      walkResource(session, frame);
      applyProfiles(session, frame, profiles);
      session.back();
    }
  }
  return verdictOf(unsound, session, type);
}

function refuse(session: Session, message: string): void {
  session.report(
    { severity: 'fatal', code: 'structure', rule: 'resource-type', clause: 'FHIR, json.html#resources' },
    message,
  );
}

/** What is wrong with the text itself. */
function jsonIssues(document: JsonDocument): FhirIssue[] {
  const root = document.value;
  const type = isJsonObject(root) ? text(root, 'resourceType') : undefined;
  return document.problems.map((problem) => {
    let expression = '';
    for (const token of problem.tokens) expression += typeof token === 'number' ? `[${token}]` : `.${token}`;
    return {
      severity: 'error',
      code: 'invalid',
      expression: (type ?? '$') + expression,
      ...document.position(problem.at),
      rule: problem.rule,
      clause: problem.clause ?? (problem.rule === 'json-duplicate' ? 'RFC 8259, section 4' : 'RFC 8259'),
      message: problem.message,
    };
  });
}

function verdictOf(unsound: readonly FhirIssue[], session: Session, resourceType: string | undefined): FhirVerdict {
  const { notChecked } = session;
  const found = session.issues();
  const issues = unsound.length > 0 ? [...unsound, ...found] : found;
  const bad = issues.some(({ severity }) => severity === 'error' || severity === 'fatal');
  return {
    answer: bad ? 'invalid' : notChecked.length > 0 ? 'not-checked' : 'valid',
    resourceType,
    issues,
    notChecked,
  };
}
