import type { SpoilKind } from '../../model/security.ts';
import type { AuthParts, AuthScheme } from './shared/auth-scheme.ts';
import { base64, junkOf } from './shared/junk.ts';
import { withHeader } from './shared/parts.ts';

const SPOILS: readonly SpoilKind[] = ['missing', 'empty', 'malformed', 'unknown', 'wrong-scheme'];

/** `Authorization: Basic <base64 of user:password>` (RFC 7617); the secret is `user:password`. */
export const basic: AuthScheme = {
  id: 'basic',
  title: 'User name and password',
  rationale:
    'A server that checks that a user name and password came, and not whose they are, or lets pass what it cannot decode, lets anyone in.',

  apply: (parts, _scheme, secret) => authorization(parts, `Basic ${base64(secret)}`),

  spoils: () => SPOILS,

  spoil: (kind, parts, _scheme, secret) => {
    const junk = junkOf(secret); // the user too: wrong passwords of a real user may lock the account
    switch (kind) {
      case 'empty':
        return authorization(parts, 'Basic');
      case 'malformed': // neither `:` nor `!` is in the base64 alphabet
        return authorization(parts, `Basic !:${junk.replace(/[^A-Za-z0-9]/g, '')}!`);
      case 'unknown':
        return authorization(parts, `Basic ${base64(junk)}`);
      case 'wrong-scheme':
        return authorization(parts, `Bearer ${base64(junk)}`);
      default:
        return parts;
    }
  },
};

function authorization(parts: AuthParts, value: string): AuthParts {
  return withHeader(parts, 'authorization', value);
}
