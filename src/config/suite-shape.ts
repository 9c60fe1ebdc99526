import { isJsonObject } from '../kernel/json.ts';
import { nearest } from '../kernel/registry.ts';

type Problem = string;
type Rule = (value: unknown, at: string) => Problem[];

/** What is wrong with a value that should be a suite definition; empty when nothing is. */
export function suiteProblems(value: unknown): Problem[] {
  return suite(value, 'the default export');
}

const text: Rule = (value, at) => (typeof value === 'string' && value !== '' ? [] : [`${at} must be a text`]);
const count: Rule = (value, at) =>
  Number.isInteger(value) && Number(value) > 0 ? [] : [`${at} must be a whole number above 0`];
const flag: Rule = (value, at) => (typeof value === 'boolean' ? [] : [`${at} must be true or false`]);
const anything: Rule = () => [];

const list =
  (item: Rule): Rule =>
  (value, at) =>
    Array.isArray(value) ? value.flatMap((member, index) => item(member, `${at}[${index}]`)) : [`${at} must be a list`];

const mapOf =
  (item: Rule): Rule =>
  (value, at) =>
    isJsonObject(value)
      ? Object.entries(value).flatMap(([key, member]) => item(member, `${at}.${key}`))
      : [`${at} must be an object`];

const oneOf =
  (...choices: string[]): Rule =>
  (value, at) =>
    typeof value === 'string' && choices.includes(value)
      ? []
      : [`${at} must be one of ${choices.join(', ')}, not ${JSON.stringify(value)}`];

function object(required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule {
  return (value, at) => {
    if (!isJsonObject(value)) return [`${at} must be an object`];
    const rules = { ...required, ...optional };
    const missing = Object.keys(required).filter((key) => value[key] === undefined);
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return [
      ...missing.map((key) => `${at}.${key} is missing`),
      ...members.flatMap(
        ([key, member]) =>
          (Object.hasOwn(rules, key) ? rules[key]?.(member, `${at}.${key}`) : undefined) ?? [
            unknownMember(key, at, Object.keys(rules)),
          ],
      ),
    ];
  };
}

function unknownMember(key: string, at: string, known: readonly string[]): Problem {
  const near = nearest(key, known);
  return `${at}.${key} is not a setting${near ? `; did you mean ${near}?` : ` (known: ${known.join(', ')})`}`;
}

const date: Rule = (value, at) => (isDate(value) ? [] : [`${at} must be a date, YYYY-MM-DD`]);

function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const parsed = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}

const credential: Rule = (value, at) =>
  isJsonObject(value) && ['env', 'file', 'emulatorToken'].some((kind) => typeof value[kind] === 'string')
    ? []
    : [`${at} must say where the secret is: { env: 'VARIABLE' } or { file: 'PATH' }; never the secret itself`];

const url: Rule = (value, at) =>
  typeof value === 'string' || (isJsonObject(value) && typeof value['env'] === 'string')
    ? []
    : [`${at} must be a URL or { env: 'VARIABLE' }`];

const environment = object(
  {
    kind: oneOf('emulator', 'sandbox', 'production-like', 'production'),
    identities: mapOf(object({ credentials: mapOf(credential) }, { notEntitled: flag })),
  },
  {
    url,
    emulator: object({ system: text, mode: oneOf('clean', 'faithful') }, { time: oneOf('virtual', 'real') }),
    rate: text,
    retired: flag,
  },
);

const declaredRequest = {
  path: mapOf(anything),
  query: mapOf(anything),
  headers: mapOf(anything),
  json: anything,
  identity: text,
};

const suite = object(
  { name: text, title: text, spec: text, environments: mapOf(environment) },
  {
    overlays: list(text),
    requirements: text,
    defaultEnvironment: text,
    fhir: object({ version: oneOf('3.0', '4.0') }, { packages: list(text) }),
    limit: text,
    limitPolicy: object(
      {},
      {
        algorithm: oneOf('rolling', 'fixed'),
        per: oneOf('credential', 'ip', 'global'),
        status: count,
        operation: text,
        requirements: mapOf(text),
        tolerance: mapOf(anything),
      },
    ),
    neverHosts: list(text),
    budget: count,
    knownValues: list(
      object({
        operation: text,
        in: oneOf('path', 'query', 'header', 'cookie', 'body'),
        at: (value, at) => (typeof value === 'string' ? [] : [`${at} must be a text`]),
        value: anything,
      }),
    ),
    cases: list(
      object(
        {
          requirement: text,
          operation: text,
          title: text,
          when: object({}, declaredRequest),
          expect: object({ statuses: list(count) }),
        },
        { given: list(object({ operation: text }, declaredRequest)) },
      ),
    ),
    baseline: list(
      object({ id: text, check: text, operation: text, reason: text, owner: text, expires: date }, { signature: text }),
    ),
  },
);
