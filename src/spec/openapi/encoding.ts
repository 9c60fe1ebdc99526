import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { pointerOf, valueAt } from '../../kernel/json-pointer.ts';
import type { MediaTypeContent, MemberEncoding } from '../../model/operation.ts';
import { locate } from './locate.ts';
import { membersAt, type Reading } from './reading.ts';

const STYLES = ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'] as const;
const DEEPEST = 8;

/** How the members of a form travel: as its `encoding` says, files by the type of their schema (OpenAPI 3.1 §4.8.15). */
export function readEncoding(
  reading: Reading,
  mediaType: string,
  pointer: string,
  schema = `${pointer}/schema`,
): Pick<MediaTypeContent, 'encoding'> {
  if (!/^(multipart\/|application\/x-www-form-urlencoded)/.test(mediaType)) return {};
  const encoding: Record<string, MemberEncoding> = mediaType.startsWith('multipart/')
    ? files(reading.root, schema)
    : {};
  for (const [name, value] of membersAt(reading.root, `${pointer}/encoding`))
    if (isJsonObject(value)) encoding[name] = { ...encoding[name], ...stated(value) };
  return Object.keys(encoding).length > 0 ? { encoding } : {};
}

function stated({ contentType, style, explode }: JsonObject): MemberEncoding {
  const known = STYLES.find((one) => one === style);
  const mediaType = typeof contentType === 'string' ? sendable(contentType) : undefined;
  const bursts = typeof explode === 'boolean' ? explode : known && known !== 'form' ? false : undefined;
  return {
    ...(mediaType && { mediaType }),
    ...(known && { style: known }),
    ...(bursts === undefined ? {} : { explode: bursts }),
  };
}

/** The first of several media types, a range turned into one of its members. */
function sendable(contentType: string): string {
  const first = (contentType.split(',')[0] ?? '').trim().toLowerCase();
  if (!first.includes('*')) return first;
  return first.startsWith('text/')
    ? 'text/plain'
    : first.startsWith('image/')
      ? 'image/png'
      : 'application/octet-stream';
}

function files(root: JsonObject, pointer: string, depth = 0): Record<string, MemberEncoding> {
  const schema = resolved(root, pointer);
  if (!schema || depth > DEEPEST) return {};
  const own = membersAt(root, `${schema.pointer}/properties`).flatMap(([name, , at]) => {
    const mediaType = fileType(root, at);
    return mediaType ? [[name, { mediaType }] as const] : [];
  });
  const parts = Array.isArray(schema.value['allOf']) ? schema.value['allOf'] : [];
  const joined = parts.map((_, index) => files(root, schema.pointer + pointerOf(['allOf', index]), depth + 1));
  return Object.assign({}, ...joined, Object.fromEntries(own));
}

/** The media type of a member that is a file or a list of files. */
function fileType(root: JsonObject, pointer: string): string | undefined {
  const schema = resolved(root, pointer)?.value;
  if (schema?.['type'] === 'array') return fileType(root, `${resolved(root, pointer)?.pointer}/items`);
  const media = schema?.['contentMediaType'];
  if (typeof media === 'string') return sendable(media);
  return schema?.['format'] === 'binary' ? 'application/octet-stream' : undefined;
}

function resolved(root: JsonObject, pointer: string, hops = 0): { value: JsonObject; pointer: string } | undefined {
  const value = valueAt(root, pointer);
  if (!isJsonObject(value) || hops > DEEPEST) return undefined;
  const target = typeof value['$ref'] === 'string' ? locate(root, value['$ref']) : undefined;
  return target === undefined ? { value, pointer } : resolved(root, target, hops + 1);
}
