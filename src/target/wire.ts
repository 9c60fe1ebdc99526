import { isJsonObject, type Json } from '../kernel/json.ts';
import { csvText } from './csv.ts';
import type { FilledRequest } from './fill.ts';
import { formPairs } from './form.ts';
import { multipart } from './multipart.ts';

type Pairs = readonly (readonly [string, string])[];

/** The path with its `{name}` places filled, values percent-encoded as path segments (RFC 3986 §3.3). */
export function pathOf(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\+?)([^{}]*)\}/g, (place, asWritten: string, name: string) => {
    if (!Object.hasOwn(values, name)) return place.replace('{', '%7B').replace('}', '%7D');
    return asWritten ? (values[name] ?? '') : encodeSegment(values[name] ?? '');
  });
}

/** `?name=value&…`, names and values percent-encoded (RFC 3986 §3.4); empty without pairs. */
export function queryOf(pairs: Pairs): string {
  if (pairs.length === 0) return '';
  return `?${pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')}`;
}

/** The value of a `Cookie` header; octets that no cookie value may hold are percent-encoded (RFC 6265 §4.1.1, §4.2.1). */
export function cookieHeader(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${name}=${value.replace(/[^!#-+\--:<-[\]-~]/gu, encode)}`).join('; ');
}

/** A header value as the octets that carry it: text beyond ASCII as UTF-8, one character per octet. */
export function headerOctets(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
  return /^[\x00-\x7f]*$/.test(value) ? value : Buffer.from(value, 'utf8').toString('latin1');
}

/** A body ready to travel, or why its value cannot be written as its media type. */
export type WireBody = { readonly mediaType: string; readonly bytes: Uint8Array } | { readonly unsupported: string };

/** Serialise a body: text as it stands; a value as JSON, form, parts, CSV or text, as its media type has it. */
export function bodyOf(body: NonNullable<FilledRequest['body']>): WireBody {
  const { mediaType } = body;
  if ('text' in body) return { mediaType, bytes: Buffer.from(body.text, 'utf8') };
  const { json: value, encoding = {} } = body;
  const essence = (mediaType.split(';')[0] ?? '').trim().toLowerCase();
  if (essence === '*/*' || essence === 'application/*') return json('application/json', value);
  if (essence === 'application/json' || essence.endsWith('+json')) return json(mediaType, value);
  if (essence === 'application/x-www-form-urlencoded' && isJsonObject(value))
    return { mediaType, bytes: Buffer.from(queryOf(formPairs(value, encoding)).slice(1), 'utf8') };
  if (essence === 'multipart/form-data' && isJsonObject(value)) return multipart(mediaType, value, encoding);
  if (essence === 'text/csv' && typeof value === 'object' && value !== null)
    return { mediaType, bytes: Buffer.from(csvText(value), 'utf8') };
  if (typeof value !== 'object' || value === null)
    return { mediaType, bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value), 'utf8') };
  return { unsupported: `a value with members or items cannot be written as ${essence}` };
}

function json(mediaType: string, value: Json): WireBody {
  return { mediaType, bytes: Buffer.from(JSON.stringify(value), 'utf8') };
}

/** A lone surrogate has no UTF-8 form and travels as U+FFFD. */
function encode(text: string): string {
  const wellFormed = /[\ud800-\udfff]/.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;
  return encodeURIComponent(wellFormed);
}

/** Leaves sub-delimiters, `:` and `@` alone, so that label and matrix styles survive; hides the dots of `.` and `..`. */
function encodeSegment(text: string): string {
  if (/^\.{1,2}$/.test(text)) return text.replaceAll('.', '%2E');
  return encode(text).replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent);
}
