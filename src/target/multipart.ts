import { shortDigest } from '../kernel/digest.ts';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import type { BodyEncoding } from '../model/operation.ts';
import { memberText } from './form.ts';

/**
 * A form of parts (RFC 7578): one part per member, lists one per item, objects as JSON; a part whose media type is neither text nor
 * JSON travels as a file. The boundary follows from the content, so that equal forms have equal bytes.
 */
export function multipart(
  mediaType: string,
  form: JsonObject,
  encoding: BodyEncoding,
): { readonly mediaType: string; readonly bytes: Uint8Array } {
  const boundary = `assay-${shortDigest(canonicalJson(form))}`;
  const parts = Object.entries(form).flatMap(([name, value]) => {
    const stated = Object.hasOwn(encoding, name) ? encoding[name]?.mediaType : undefined;
    const items: readonly Json[] = Array.isArray(value) && !isJsonType(stated) ? value : [value];
    return items.map((item) => part(name, item, stated));
  });
  const text = [...parts.map((each) => `--${boundary}\r\n${each}\r\n`), `--${boundary}--\r\n`].join('');
  const essence = mediaType.split(';')[0] ?? mediaType;
  return { mediaType: `${essence.trim()}; boundary=${boundary}`, bytes: Buffer.from(text, 'utf8') };
}

function part(name: string, value: Json, stated: string | undefined): string {
  const type = stated ?? (isJsonObject(value) || Array.isArray(value) ? 'application/json' : undefined);
  const isFile = type !== undefined && !type.startsWith('text/') && !isJsonType(type);
  const disposition = `form-data; name="${quoted(name)}"${isFile ? `; filename="${quoted(name)}"` : ''}`;
  const head = [`Content-Disposition: ${disposition}`, ...(type ? [`Content-Type: ${type}`] : [])];
  return `${head.join('\r\n')}\r\n\r\n${isJsonType(type) ? JSON.stringify(value) : memberText(value)}`;
}

function isJsonType(type: string | undefined): boolean {
  return /[/+]json\b/.test(type ?? '');
}

/** Quotes and line ends in names, percent-encoded as the HTML standard has it. */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
