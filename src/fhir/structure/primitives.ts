import type { Json } from '../../kernel/json.ts';
import type { PrimitiveCheck } from './type-plan.ts';

const DATE = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/;
const DATE_TIME =
  /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d|60)(\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?$/;
const INSTANT =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(\.\d+)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?$/;
const ID = /^[A-Za-z0-9\-.]{1,64}$/;
const OID = /^urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+$/;
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MAX_TEXT = 1_048_576;

function stringly(check: (text: string) => string | undefined): PrimitiveCheck {
  return (value) => {
    if (typeof value !== 'string') return `Expected a JSON string but found ${describe(value)}`;
    if (value.length === 0) return 'The value is empty; an element without a value must be absent';
    return check(value);
  };
}

/** A JSON value in words, for messages. */
export function describe(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  const shown = JSON.stringify(value);
  return `the ${typeof value} ${shown.length > 80 ? `${shown.slice(0, 77)}...` : shown}`;
}

const text: PrimitiveCheck = stringly((value) => {
  if (value.length > MAX_TEXT) return `The value is longer than ${MAX_TEXT} characters`;
  return undefined;
});

function uriProblem(value: string): string | undefined {
  if (value.startsWith('oid:')) return `URI values cannot start with oid: (found '${value}')`;
  if (value.startsWith('uuid:')) return `URI values cannot start with uuid: (found '${value}')`;
  if (/\s/.test(value)) return `URI values cannot have white space (found '${shorten(value)}')`;
  if (value.startsWith('urn:oid:') && !OID.test(value)) return `Expected an OID but found '${value}'`;
  if (value.startsWith('urn:uuid:') && !UUID.test(value)) return `Expected a UUID in lower case but found '${value}'`;
  return undefined;
}

function shorten(value: string): string {
  return value.length > 80 ? `${value.slice(0, 77)}...` : value;
}

/** True when the day exists in its month. */
function dayExists(match: RegExpExecArray): boolean {
  if (match[3] === undefined) return true;
  return Number(match[3]) <= new Date(Date.UTC(Number(match[1]), Number(match[2]), 0)).getUTCDate();
}

const date = stringly((value) => {
  const match = DATE.exec(value);
  if (!match) return `Expected a date (YYYY, YYYY-MM or YYYY-MM-DD) but found '${shorten(value)}'`;
  return dayExists(match) ? undefined : `There is no such day: '${value}'`;
});

const dateTime = stringly((value) => {
  const match = DATE_TIME.exec(value);
  if (!match) return `Expected a dateTime (YYYY to YYYY-MM-DDThh:mm:ss+zz:zz) but found '${shorten(value)}'`;
  if (!dayExists(match)) return `There is no such day: '${value}'`;
  if (match[4] === undefined) return undefined;
  if (match[8] === undefined) return `A dateTime with a time must have a time zone: '${value}'`;
  return match[6] === undefined ? `A dateTime with a time must have seconds: '${value}'` : undefined;
});

const instant = stringly((value) => {
  const match = INSTANT.exec(value);
  if (!match) return `Expected an instant (YYYY-MM-DDThh:mm:ss.sss+zz:zz) but found '${shorten(value)}'`;
  return dayExists(match) ? undefined : `There is no such day: '${value}'`;
});

function integer(low: number, high: number, name: string): PrimitiveCheck {
  return (value) => {
    if (typeof value !== 'number') return `Expected a JSON number but found ${describe(value)}`;
    if (!Number.isInteger(value) || value < low || value > high)
      return `Expected ${name} (${low} to ${high}) but found ${value}`;
    return undefined;
  };
}

const base64 = stringly((value) => {
  let count = 0;
  let padding = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code === 32 || code === 10 || code === 13 || code === 9) continue;
    count++;
    if (code === 61) padding++;
    else if (padding > 0 || !isBase64(code))
      return `The value is not base64: unexpected '${value.charAt(i)}' at character ${i + 1}`;
  }
  if (padding > 2 || count % 4 !== 0) return 'The value is not base64: its length is not a multiple of four';
  return undefined;
});

function isBase64(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || (code >= 47 && code <= 57) || code === 43;
}

/** The value check of every primitive type (FHIR, "Data Types", primitive types). */
export const PRIMITIVE_CHECKS: Readonly<Record<string, PrimitiveCheck>> = {
  boolean: (value) => (typeof value === 'boolean' ? undefined : `Expected true or false but found ${describe(value)}`),
  integer: integer(-2_147_483_648, 2_147_483_647, 'an integer'),
  unsignedInt: integer(0, 2_147_483_647, 'an unsignedInt'),
  positiveInt: integer(1, 2_147_483_647, 'a positiveInt'),
  decimal: (value) => (typeof value === 'number' ? undefined : `Expected a JSON number but found ${describe(value)}`),
  string: text,
  markdown: text,
  xhtml: text,
  code: stringly((value) =>
    /^\S+(?: \S+)*$/.test(value)
      ? undefined
      : `A code has no white space at its ends and single spaces within: '${shorten(value)}'`,
  ),
  id: stringly((value) => (ID.test(value) ? undefined : idProblem(value))),
  uri: stringly(uriProblem),
  url: stringly(uriProblem),
  canonical: stringly(uriProblem),
  oid: stringly((value) =>
    OID.test(value) ? undefined : `Expected an OID (urn:oid:...) but found '${shorten(value)}'`,
  ),
  uuid: stringly((value) =>
    UUID.test(value) ? undefined : `Expected a UUID in lower case (urn:uuid:...) but found '${shorten(value)}'`,
  ),
  date,
  dateTime,
  instant,
  time: stringly((value) =>
    TIME.test(value) ? undefined : `Expected a time (hh:mm:ss) but found '${shorten(value)}'`,
  ),
  base64Binary: base64,
};

/** What is wrong with an id. */
export function idProblem(value: string): string {
  if (value.length > 64) return `Invalid id: too long (${value.length} characters, at most 64)`;
  return `Invalid id: only letters, digits, '-' and '.' are allowed, found '${value}'`;
}
