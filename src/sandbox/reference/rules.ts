import { isJsonObject } from '../../kernel/json.ts';

/** A broken rule: which parameter or member, and what it must be. */
export interface Breach {
  readonly at: string;
  readonly must: string;
}

type Rule = (value: unknown) => string | undefined;

/** The ways a parcel can travel. */
export const SERVICES = ['standard', 'express', 'fragile'] as const;

/** The greatest weight of a parcel, in grams. */
export const MAX_WEIGHT = 30_000;

const text =
  (min: number, max: number): Rule =>
  (value) => {
    // Lengths are counted in characters (code points), not in UTF-16 units.
    const length = typeof value === 'string' ? [...value].length : -1;
    return length >= min && length <= max ? undefined : `be a text of ${min} to ${max} characters`;
  };

const reference: Rule = (value) =>
  typeof value === 'string' && /^[A-Z]{3}-[0-9]{4}$/.test(value) ? undefined : 'be three capitals, a dash, four digits';

const weight: Rule = (value) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_WEIGHT
    ? undefined
    : `be a whole number from 1 to ${MAX_WEIGHT}`;

/** Must be one of the services. */
export const service: Rule = (value) =>
  SERVICES.some((known) => known === value) ? undefined : `be one of ${SERVICES.join(', ')}`;

const insured: Rule = (value) =>
  typeof value === 'number' && value >= 0 && value < 5000 ? undefined : 'be a number from 0 to under 5000';

/** Must be a day of the calendar, YYYY-MM-DD. */
export const day: Rule = (value) => (typeof value === 'string' && isDay(value) ? undefined : 'be a day, YYYY-MM-DD');

const labels: Rule = (value) =>
  Array.isArray(value) &&
  value.length <= 4 &&
  new Set(value).size === value.length &&
  value.every((label) => text(1, 20)(label) === undefined)
    ? undefined
    : 'be at most 4 different texts of 1 to 20 characters';

const MEMBERS: Readonly<Record<string, { readonly required: boolean; readonly rule: Rule }>> = {
  reference: { required: true, rule: reference },
  recipient: { required: true, rule: text(1, 60) },
  weightGrams: { required: true, rule: weight },
  service: { required: true, rule: service },
  insuredPounds: { required: false, rule: insured },
  dueOn: { required: false, rule: (value) => (value === null ? undefined : day(value)) },
  labels: { required: false, rule: labels },
};

const CHANGEABLE = ['recipient', 'weightGrams', 'service'];

/** The first rule that a change of a parcel breaks; undefined when it keeps them all. */
export function breachInChange(body: unknown): Breach | undefined {
  if (!isJsonObject(body) || Object.keys(body).length === 0) return { at: '', must: 'be an object with members' };
  for (const [name, value] of Object.entries(body)) {
    const rule = CHANGEABLE.includes(name) ? MEMBERS[name]?.rule : undefined;
    const must = rule ? rule(value) : 'not be given';
    if (must) return { at: `/${name}`, must };
  }
  return undefined;
}

/** The first rule that a parcel's description breaks; undefined when it keeps them all. */
export function breachIn(body: unknown): Breach | undefined {
  if (!isJsonObject(body)) return { at: '', must: 'be an object' };
  for (const [name, { required, rule }] of Object.entries(MEMBERS)) {
    const given = Object.hasOwn(body, name);
    const must = given ? rule(body[name]) : required ? 'be given' : undefined;
    if (must) return { at: `/${name}`, must };
  }
  const unknown = Object.keys(body).find((name) => !Object.hasOwn(MEMBERS, name));
  return unknown === undefined ? undefined : { at: `/${unknown}`, must: 'not be given' };
}

/** A whole number in a query; undefined when it is none, or out of bounds. */
export function wholeNumber(written: string, min: number, max: number): number | undefined {
  const value = /^-?\d{1,9}$/.test(written) ? Number(written) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

function isDay(written: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return false;
  const at = new Date(`${written}T00:00:00Z`);
  // A Date rolls 30 February over to March, so it must read back the same.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written);
}
