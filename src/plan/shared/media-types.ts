import type { Json } from '../../kernel/json.ts';
import type { MediaTypeContent, Operation } from '../../model/operation.ts';

const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)/;
const OPAQUE = /^(image|audio|video|font)\/|^application\/(octet-stream|pdf|zip|gzip|x-[a-z-]*|vnd\.[^;+]*)\s*(;|$)/;

/** True for JSON media types and ranges that include JSON. */
export function isJson(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)|^(\*|application)\/\*/.test(mediaType);
}

/** True for content that a schema says nothing of: images, archives, plain octets. */
export function isOpaque(mediaType: string): boolean {
  return OPAQUE.test(mediaType) && !FORM.test(mediaType);
}

/** True when a value can be written as this media type. */
export function isWritable(mediaType: string): boolean {
  return isJson(mediaType) || FORM.test(mediaType) || /^text\//.test(mediaType) || isOpaque(mediaType);
}

/** True when a body of this media type can hold the value: a form holds members, a plain text or file holds one scalar. */
export function canCarry(mediaType: string, value: Json): boolean {
  if (isJson(mediaType)) return true;
  const isComposite = typeof value === 'object' && value !== null;
  if (FORM.test(mediaType)) return isComposite && !Array.isArray(value);
  return mediaType.startsWith('text/csv') ? value !== null : !isComposite && value !== null;
}

/** True when part of the body is a file whose content a schema cannot describe. */
export function holdsFile({ mediaType, encoding = {} }: MediaTypeContent): boolean {
  return isOpaque(mediaType) || Object.values(encoding).some((how) => how.mediaType && isOpaque(how.mediaType));
}

/** Media types whose bodies can be written, JSON first. */
export function jsonFirst(content: readonly MediaTypeContent[]): MediaTypeContent | undefined {
  return content.find(({ mediaType }) => isJson(mediaType)) ?? content.find(({ mediaType }) => isWritable(mediaType));
}

/** Why the body of an operation cannot be sent; undefined when it can. */
export function unwritable(operation: Operation): string | undefined {
  const content = operation.requestBody?.content ?? [];
  if (content.length === 0 || jsonFirst(content)) return undefined;
  return `bodies of ${content.map(({ mediaType }) => mediaType).join(', ')} cannot be written`;
}
