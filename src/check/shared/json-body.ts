import { isAscii } from 'node:buffer';
import { messageOf } from '../../kernel/error.ts';
import { createRecent } from '../../kernel/recent.ts';
import { headerOf, type ReceivedResponse } from '../../model/exchange.ts';
import { isJson, parseMediaType } from './media-type.ts';

/** What a body is as JSON. `unreadable`: nothing can be said of it, for the reason given. */
export type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The body parsed as JSON when its content type says that it is (RFC 8259). Parsed once for all checks: nobody may change the value. */
export function jsonBody(response: ReceivedResponse): JsonBody {
  return read.getOrMake(response, readBody);
}

/** As many as a case has answers, in the main. */
const read = createRecent<ReceivedResponse, JsonBody>(8);

function readBody(response: ReceivedResponse): JsonBody {
  if (response.body.length === 0) return { kind: 'empty' };
  const mediaType = parseMediaType(headerOf(response, 'content-type') ?? '');
  if (!mediaType) return { kind: 'unreadable', reason: 'the body has no usable content type' };
  if (!isJson(mediaType)) {
    return { kind: 'unreadable', reason: `${mediaType.type}/${mediaType.subtype} bodies cannot be validated` };
  }
  if (response.truncated) return { kind: 'unreadable', reason: 'the recorded body was cut short' };
  const coding = headerOf(response, 'content-encoding') ?? 'identity';
  const parsed = parseUtf8(response.body);
  if (parsed.kind === 'malformed' && coding.trim().toLowerCase() !== 'identity') {
    return { kind: 'unreadable', reason: `the body is still encoded (${coding})` };
  }
  return parsed;
}

/** True when an answer cannot carry a body (RFC 9110 §6.4.1). */
export function isBodiless(method: string, status: number): boolean {
  return method === 'HEAD' || status < 200 || status === 204 || status === 205 || status === 304;
}

/** ASCII is UTF-8 too, and much the most common body. */
function asciiText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseUtf8(body: Uint8Array): JsonBody {
  try {
    return { kind: 'json', value: JSON.parse(isAscii(body) ? asciiText(body) : utf8.decode(body)) };
  } catch (error) {
    return { kind: 'malformed', reason: error instanceof TypeError ? 'it is not UTF-8' : messageOf(error) };
  }
}
