import type { Json } from '../../kernel/json.ts';

/** True for a value that certainly is of the type; false leaves it to the full check, which also says what is wrong. */
export type PlainTest = (value: Json) => boolean;

/** Longest text that is looked at here. */
const LONGEST = 1_000_000;

/** Text that begins with a visible ASCII character. */
function plainText(value: Json): boolean {
  if (typeof value !== 'string' || value.length === 0 || value.length > LONGEST) return false;
  const first = value.charCodeAt(0);
  return first > 32 && first < 127;
}

/** True when all characters are visible ASCII. */
function isVisible(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code < 33 || code > 126) return false;
  }
  return value.length > 0;
}

/** A URI without the prefixes that have rules of their own (`urn:`, `oid:`, `uuid:`). */
function plainUri(value: Json): boolean {
  if (typeof value !== 'string') return false;
  const first = value.charCodeAt(0);
  return first !== 117 && first !== 111 && isVisible(value);
}

function plainId(value: Json): boolean {
  if (typeof value !== 'string' || value.length > 64) return false;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code < 45 || code > 122 || code === 47 || (code > 57 && code < 65) || (code > 90 && code < 97)) return false;
  }
  return value.length > 0;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The number that two digits write, or -1. */
function pair(value: string, at: number): number {
  const tens = value.charCodeAt(at) - 48;
  const ones = value.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

const HYPHEN = 45;
const COLON = 58;

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` up to `end`; days after the 28th are left to the full check. */
function isDay(value: string, end: number): boolean {
  if (pair(value, 0) < 0 || pair(value, 2) < 0) return false;
  if (end === 4) return true;
  const month = pair(value, 5);
  if (value.charCodeAt(4) !== HYPHEN || month < 1 || month > 12) return false;
  if (end === 7) return true;
  const day = pair(value, 8);
  return end === 10 && value.charCodeAt(7) === HYPHEN && day >= 1 && day <= 28;
}

function plainDate(value: Json): boolean {
  return typeof value === 'string' && isDay(value, value.length);
}

/** `YYYY-MM-DDThh:mm:ss[.fraction]` with `Z` or an offset; hours to 23, seconds to 59. */
function isMoment(value: string, fraction: boolean): boolean {
  if (!isDay(value, 10) || value.charCodeAt(10) !== 84) return false;
  const hour = pair(value, 11);
  const minute = pair(value, 14);
  const second = pair(value, 17);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
  if (value.charCodeAt(13) !== COLON || value.charCodeAt(16) !== COLON) return false;
  let at = 19;
  if (value.charCodeAt(at) === 46) {
    const start = ++at;
    while (value.charCodeAt(at) >= 48 && value.charCodeAt(at) <= 57) at++;
    if (at === start) return false;
  } else if (fraction) return false;
  return isZone(value, at);
}

function isZone(value: string, at: number): boolean {
  const sign = value.charCodeAt(at);
  if (sign === 90) return value.length === at + 1;
  const hours = pair(value, at + 1);
  const minutes = pair(value, at + 4);
  return (
    (sign === 43 || sign === HYPHEN) &&
    value.length === at + 6 &&
    value.charCodeAt(at + 3) === COLON &&
    hours >= 0 &&
    hours <= 14 &&
    minutes >= 0 &&
    minutes <= 59
  );
}

/** True for a day, or a moment to the second with its zone, from the year 1000 on. */
export function isPlainMoment(value: string): boolean {
  if (value.charCodeAt(0) === 48) return false;
  return value.length === 10
    ? isDay(value, 10)
    : value.length > 18 && value.charCodeAt(19) !== 46 && isMoment(value, false);
}

/** What needs no full check, by primitive type (FHIR, "Data Types", primitive types). */
export const PLAIN_VALUES: Readonly<Record<string, PlainTest>> = {
  boolean: (value) => typeof value === 'boolean',
  decimal: (value) => typeof value === 'number',
  string: plainText,
  markdown: plainText,
  xhtml: plainText,
  code: (value) => typeof value === 'string' && isVisible(value),
  id: plainId,
  uri: plainUri,
  url: plainUri,
  canonical: plainUri,
  base64Binary: (value) => typeof value === 'string' && value.length % 4 === 0 && BASE64.test(value),
  date: plainDate,
  dateTime: (value) => typeof value === 'string' && (value.length > 10 ? isMoment(value, false) : plainDate(value)),
  instant: (value) => typeof value === 'string' && isMoment(value, true),
};
