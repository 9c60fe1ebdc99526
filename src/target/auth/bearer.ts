import type { SpoilKind } from '../../model/security.ts';
import type { AuthParts, AuthScheme } from './shared/auth-scheme.ts';
import { base64, junkOf, TOKEN_PARAMETER } from './shared/junk.ts';
import { withHeader, withQuery } from './shared/parts.ts';

const SPOILS: readonly SpoilKind[] = ['missing', 'empty', 'malformed', 'unknown', 'wrong-scheme', 'in-query'];

/** `Authorization: Bearer <token>` (RFC 6750 §2.1). */
export const bearer: AuthScheme = {
  id: 'bearer',
  title: 'Bearer token',
  rationale:
    'A server that looks only for the presence or the form of a bearer token, and not for the token itself, lets anyone in.',

  apply: (parts, _scheme, secret) => authorization(parts, `Bearer ${tokenOf(secret)}`),

  spoils: () => SPOILS,

  // Junk everywhere but in `in-query`: a server that reads a right token leniently has not failed to authenticate.
  spoil: (kind, parts, _scheme, secret) => {
    const token = tokenOf(secret);
    const junk = junkOf(token);
    switch (kind) {
      case 'empty':
        return authorization(parts, 'Bearer');
      case 'malformed':
        return authorization(parts, `Bearer ${junk} ${junk}`);
      case 'unknown':
        return authorization(parts, `Bearer ${junk}`);
      case 'wrong-scheme':
        return authorization(parts, `Basic ${base64(`${junk}:`)}`);
      case 'in-query':
        return withQuery(parts, TOKEN_PARAMETER, token);
      default:
        return parts;
    }
  },
};

/** The token alone, of a secret that may have been given with its scheme word. */
function tokenOf(secret: string): string {
  return secret.replace(/^bearer +/i, '');
}

function authorization(parts: AuthParts, value: string): AuthParts {
  return withHeader(parts, 'authorization', value);
}
