import { errors } from 'undici';
import { messageOf } from '../kernel/error.ts';
import type { ExchangeResult } from '../model/exchange.ts';

/** Why there was no answer. */
export type NoResponse = Extract<ExchangeResult, { kind: 'no-response' }>;

const REASONS: readonly (readonly [NoResponse['reason'], RegExp])[] = [
  ['refused', /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/],
  ['timeout', /^(ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/],
  ['reset', /^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/],
  ['dns', /^(ENOTFOUND|EAI_[A-Z]+)$/],
  ['tls', /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH$|ERR_OSSL_)/],
  ['malformed', /^(HPE_|UND_ERR_(HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH|RES_EXCEEDED_MAX_SIZE)$)/],
];

/** Map what the HTTP client threw to the closed list of reasons; a failed connection to several addresses counts as its first failure. */
export function noResponse(error: unknown): NoResponse {
  const code = codeOf(error);
  const reason = REASONS.find(([, codes]) => codes.test(code))?.[0] ?? 'other';
  return { kind: 'no-response', reason, message: describe(error, code) };
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof errors.HTTPParserError) return 'HPE_UNKNOWN'; // the parser does not always name its complaint
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return 'cause' in error ? codeOf(error.cause) : '';
}

function describe(error: unknown, code: string): string {
  const message = messageOf(error) || (error instanceof AggregateError ? messageOf(error.errors[0]) : '');
  if (code === '' || code === 'HPE_UNKNOWN' || message.includes(code)) return message || 'no reason given';
  return `${code}: ${message}`;
}
