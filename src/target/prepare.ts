import type { CredentialUse } from '../model/case.ts';
import type { SentRequest } from '../model/exchange.ts';
import { isSafe } from '../model/operation.ts';
import { type AuthContext, authenticate } from './credential.ts';
import type { FilledRequest } from './fill.ts';
import { bodyOf, cookieHeader, headerOctets, pathOf, queryOf } from './wire.ts';

/** A request as it will travel. */
export interface PreparedRequest extends SentRequest {
  /** Names of the credentials in it, never values. */
  readonly credentials: readonly string[];
  readonly usedFallback: boolean;
}

/** A request that can be sent, or why it cannot be made. */
export type Preparation =
  | { readonly kind: 'ready'; readonly request: PreparedRequest }
  | { readonly kind: 'unsupported'; readonly reason: string };

/** What a request is prepared with. */
export interface PrepareContext extends AuthContext {
  readonly credential: CredentialUse;
  /** Media types that the operation's answers are declared with; default any. */
  readonly accept?: readonly string[];
  /** Version of this tool, for `User-Agent`. */
  readonly version: string;
}

/**
 * Make the bytes of a request: URL, headers, credential, body. Headers that the request brings itself are left as they are.
 * Answers `unsupported` for a credential that is not there or a body that cannot be written, and on a read-only target for unsafe methods.
 */
export function prepareRequest(request: FilledRequest, context: PrepareContext): Preparation {
  if (context.target.readOnly && !isSafe(request.method))
    return {
      kind: 'unsupported',
      reason: `${request.method} may change a production system; only safe methods are sent`,
    };
  const body = request.body && bodyOf(request.body);
  if (body && 'unsupported' in body) return { kind: 'unsupported', reason: body.unsupported };
  const authenticated = authenticate(
    { headers: request.headers, query: request.query, cookies: request.cookies },
    context.credential,
    context,
  );
  if (authenticated.kind === 'unsupported') return authenticated;
  const { parts, credentials } = authenticated;
  const own = parts.headers.map(([name, value]): [string, string] => [name.toLowerCase(), headerOctets(value)]);
  const standard: [string, string][] = [
    ['accept', acceptOf(context.accept)],
    ['accept-encoding', 'identity'],
    ['user-agent', `assay/${context.version}`],
  ];
  if (body) standard.push(['content-type', body.mediaType]);
  if (parts.cookies.length > 0) standard.push(['cookie', cookieHeader(parts.cookies)]);
  const missing = standard.filter(([name]) => !own.some(([header]) => header === name));
  return {
    kind: 'ready',
    request: {
      method: request.method,
      url: context.target.baseUrl + pathOf(request.path, request.pathParameters) + queryOf(parts.query),
      headers: [...missing, ...own],
      body: body?.bytes ?? null,
      credentials,
      usedFallback: request.usedFallback,
    },
  };
}

function acceptOf(mediaTypes: readonly string[] = []): string {
  return mediaTypes.length > 0 ? [...new Set(mediaTypes)].join(', ') : '*/*';
}
