/** Any JSON value (RFC 8259). */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; member order is the document's. */
export interface JsonObject {
  readonly [member: string]: Json;
}

/** True for a JSON object, false for null, arrays and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Serialise with sorted members, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null || hasOwnText(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(memberText).join(',')}]`;
  const members = Object.entries(value).flatMap(([name, member]): [string, string][] =>
    isSerialisable(member) ? [[name, canonicalJson(member)]] : [],
  );
  return `{${members
    .sort(byName)
    .map(([name, text]) => `${JSON.stringify(name)}:${text}`)
    .join(',')}}`;
}

/** Values that say themselves how they are written. */
function hasOwnText(value: object): boolean {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

function memberText(member: unknown): string {
  return isSerialisable(member) ? canonicalJson(member) : 'null';
}

function isSerialisable(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}

const INDEX = /^(?:0|[1-9]\d{0,9})$/;

/** Names that are array indices come first, by number, as in every JavaScript object; the rest by code unit. */
function byName([a]: [string, string], [b]: [string, string]): number {
  const [left, right] = [INDEX.test(a), INDEX.test(b)];
  if (left && right) return Number(a) - Number(b);
  if (left !== right) return left ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
