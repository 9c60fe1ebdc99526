import type { LimitObservation } from '../../model/limit.ts';
import { type BareItem, type ListMember, parseList } from './structured-field.ts';

/** The ways in which limits are written into headers. */
export const DIALECTS = {
  'ratelimit-11':
    'RateLimit and RateLimit-Policy as structured fields (draft-ietf-httpapi-ratelimit-headers-08 to -11)',
  'ratelimit-07': 'RateLimit: limit=…, remaining=…, reset=… (draft-07)',
  'ratelimit-06': 'RateLimit-Limit, -Remaining and -Reset (draft-06 and before)',
  'x-ratelimit': 'X-RateLimit-Limit, -Remaining and -Reset',
  'x-rate-limit': 'X-Rate-Limit-Limit, -Remaining and -Reset',
} as const;

/** Id of a dialect. */
export type DialectId = keyof typeof DIALECTS;

/** What one answer says of its limit in one dialect. */
export interface LimitReading {
  readonly dialect: DialectId;
  /** The name of the policy, where the dialect has names. */
  readonly policy?: string;
  readonly limit?: number;
  readonly remaining?: number;
  /** As given; the unit is told apart by its size. */
  readonly reset?: { readonly value: number; readonly unit: ResetUnit };
  readonly windowMs?: number;
  /** What is wrong with the syntax. */
  readonly problems: readonly string[];
}

/** Seconds to wait, or an instant in seconds or milliseconds of the epoch. */
export type ResetUnit = 'delta-s' | 'epoch-s' | 'epoch-ms';

type Headers = ReadonlyMap<string, string>;

/** Every reading of an answer, one for each dialect and policy it speaks. */
export function readLimitHeaders({ headers }: Pick<LimitObservation, 'headers'>): LimitReading[] {
  const map = new Map<string, string>();
  for (const [name, value] of headers) map.set(name, map.has(name) ? `${map.get(name)}, ${value}` : value);
  return [
    ...structured(map),
    ...legacy(map, 'ratelimit-06', 'ratelimit-'),
    ...legacy(map, 'x-ratelimit', 'x-ratelimit-'),
    ...legacy(map, 'x-rate-limit', 'x-rate-limit-'),
  ];
}

function structured(headers: Headers): LimitReading[] {
  const state = headers.get('ratelimit');
  const policy = headers.get('ratelimit-policy');
  if (state !== undefined && /^\s*limit\s*=/.test(state)) return [draft07(state)];
  const policies = policy === undefined || /^\s*\d/.test(policy) ? [] : parseList(policy);
  if (state === undefined && (policies?.length ?? 0) === 0) return [];
  const members = state === undefined ? [] : parseList(state);
  if (!members || !policies)
    return [
      {
        dialect: 'ratelimit-11',
        problems: [`${members ? 'RateLimit-Policy' : 'RateLimit'} is no list of items (RFC 9651)`],
      },
    ];
  return members.length > 0
    ? members.map((member) => draft11(member, policies))
    : policies.map((one) => draft11(one, [one]));
}

function draft11(member: ListMember, policies: readonly ListMember[]): LimitReading {
  const name = nameOf(member.item);
  const policy = policies.find(({ item }) => nameOf(item) === name);
  const problems: string[] = [];
  if (member.item.kind !== 'string') problems.push('the name of a policy must be a string');
  const read = (from: ListMember | undefined, key: string): number | undefined => {
    const value = from?.parameters.get(key);
    if (value === undefined) return undefined;
    if (value.kind === 'number' && value.whole && value.value >= 0) return value.value;
    problems.push(`the parameter ${key} must be a whole number of at least 0`);
    return undefined;
  };
  const remaining = read(member, 'r');
  const wait = read(member, 't');
  const limit = read(policy, 'q');
  const seconds = read(policy, 'w');
  return {
    dialect: 'ratelimit-11',
    ...(name === undefined ? {} : { policy: name }),
    ...given({ limit, remaining }),
    ...(wait === undefined ? {} : { reset: { value: wait, unit: 'delta-s' as const } }),
    ...(seconds === undefined ? {} : { windowMs: seconds * 1_000 }),
    problems,
  };
}

function nameOf(item: BareItem): string | undefined {
  return 'text' in item ? item.text : undefined;
}

function draft07(text: string): LimitReading {
  const pairs = new Map(text.split(',').map((part) => part.trim().split(/\s*=\s*/, 2) as [string, string]));
  return whole('ratelimit-07', pairs.get('limit'), pairs.get('remaining'), pairs.get('reset'));
}

function legacy(headers: Headers, dialect: DialectId, start: string): LimitReading[] {
  const get = (end: string) => headers.get(start + end);
  if (get('limit') === undefined && get('remaining') === undefined && get('reset') === undefined) return [];
  const reading = whole(dialect, get('limit'), get('remaining'), get('reset'));
  const window = /^\s*\d+\s*;\s*w=(\d+)/.exec(headers.get('ratelimit-policy') ?? get('limit') ?? '')?.[1];
  return [window && dialect === 'ratelimit-06' ? { ...reading, windowMs: Number(window) * 1_000 } : reading];
}

/** `100, 100;w=60` names the quota first; other members repeat policies. */
function whole(dialect: DialectId, limit?: string, remaining?: string, reset?: string): LimitReading {
  const problems: string[] = [];
  const number = (name: string, text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    const value = /^\s*(\d+(?:\.\d+)?)\s*(?:[,;]|$)/.exec(text)?.[1];
    if (value === undefined) problems.push(`${name} is "${text.slice(0, 40)}", not a number`);
    return value === undefined ? undefined : Number(value);
  };
  const resetAt = number('reset', reset);
  return {
    dialect,
    ...given({ limit: number('limit', limit), remaining: number('remaining', remaining) }),
    ...(resetAt === undefined ? {} : { reset: { value: resetAt, unit: unitOf(resetAt) } }),
    problems,
  };
}

function given(values: { limit: number | undefined; remaining: number | undefined }): {
  limit?: number;
  remaining?: number;
} {
  return {
    ...(values.limit === undefined ? {} : { limit: values.limit }),
    ...(values.remaining === undefined ? {} : { remaining: values.remaining }),
  };
}

/** Milliseconds of the epoch have 13 digits until the year 2286, seconds 10; waits are shorter. */
function unitOf(value: number): ResetUnit {
  if (value >= 1e11) return 'epoch-ms';
  return value >= 1e8 ? 'epoch-s' : 'delta-s';
}

/** Milliseconds from the receipt of an answer to the announced reset. */
export function resetInMs(reset: NonNullable<LimitReading['reset']>, targetNowMs: number): number {
  if (reset.unit === 'delta-s') return reset.value * 1_000;
  return (reset.unit === 'epoch-s' ? reset.value * 1_000 : reset.value) - targetNowMs;
}
