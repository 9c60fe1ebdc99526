/** A body in JSON: text when it is valid UTF-8, base64 otherwise. */
export interface EncodedBody {
  readonly encoding: 'utf8' | 'base64';
  readonly data: string;
  /** Bytes of the whole body. */
  readonly size: number;
  /** Present when `data` holds only the beginning. */
  readonly cut?: true;
}

/** Bytes of a body that are kept in files. */
export const BODY_LIMIT = 64 * 1024;

/** Encode a body, cut to `limit` bytes (never inside a UTF-8 character when the body is text). */
export function encodeBody(body: Uint8Array, limit = BODY_LIMIT): EncodedBody {
  const cut = body.length > limit;
  const text = decodeUtf8(cut ? body.subarray(0, wholeCharacters(body, limit)) : body);
  const kept = cut ? body.subarray(0, limit) : body;
  return {
    ...(text === undefined
      ? { encoding: 'base64', data: Buffer.from(kept).toString('base64') }
      : { encoding: 'utf8', data: text }),
    size: body.length,
    ...(cut ? { cut: true } : {}),
  };
}

/** The bytes that an encoded body still holds. */
export function decodeBody(encoded: EncodedBody): Uint8Array {
  return new Uint8Array(Buffer.from(encoded.data, encoded.encoding));
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The bytes as text, or undefined when they are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The largest length up to `limit` that does not end inside a character: continuation bytes are 10xxxxxx. */
function wholeCharacters(body: Uint8Array, limit: number): number {
  let end = limit;
  while (end > Math.max(0, limit - 4) && ((body[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}
