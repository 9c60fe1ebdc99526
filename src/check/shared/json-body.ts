import { messageOf } from '../../kernel/error.ts';
import { headerOf, type ReceivedResponse } from '../../model/exchange.ts';
import { isJson, parseMediaType } from './media-type.ts';

/** What a body is as JSON. `unreadable`: nothing can be said of it, for the reason given. */
export type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The body parsed as JSON when its content type says that it is (RFC 8259). */
export function jsonBody(response: ReceivedResponse): JsonBody {
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

function parseUtf8(body: Uint8Array): JsonBody {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return { kind: 'json', value: JSON.parse(text) };
  } catch (error) {
    return { kind: 'malformed', reason: error instanceof TypeError ? 'it is not UTF-8' : messageOf(error) };
  }
}
