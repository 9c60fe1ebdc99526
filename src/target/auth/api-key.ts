import type { SecurityScheme, SpoilKind } from '../../model/security.ts';
import type { AuthParts, AuthScheme } from './shared/auth-scheme.ts';
import { base64, junkOf, TOKEN_PARAMETER } from './shared/junk.ts';
import { withCookie, withHeader, withQuery } from './shared/parts.ts';

/** A key in a header, query parameter or cookie; in `Authorization` the secret may bring its scheme word (`Bearer abc`). */
export const apiKey: AuthScheme = {
  id: 'api-key',
  title: 'API key',
  rationale:
    'A server that asks for a key but does not look it up, or takes it from places that proxies and logs record, lets anyone in.',

  apply: (parts, scheme, secret) => place(parts, scheme, written(keyOf(scheme, secret))),

  spoils: (scheme) => {
    const spoils: SpoilKind[] = ['missing', 'empty'];
    if (inAuthorization(scheme)) spoils.push('malformed');
    spoils.push('unknown', 'wrong-scheme');
    if (scheme.in !== 'query') spoils.push('in-query');
    return spoils;
  },

  // Junk everywhere but in `in-query`: a server that reads a right key leniently has not failed to authenticate.
  spoil: (kind, parts, scheme, secret) => {
    const key = keyOf(scheme, secret);
    const junk = { word: key.word, value: junkOf(key.value) };
    switch (kind) {
      case 'empty':
        return place(parts, scheme, key.word);
      case 'malformed':
        return place(parts, scheme, `${key.word || junk.value} ${written(junk)}`);
      case 'unknown':
        return place(parts, scheme, written(junk));
      case 'wrong-scheme':
        return withHeader(parts, 'authorization', elsewhere(scheme, key.word, junk.value));
      case 'in-query':
        return withQuery(parts, inAuthorization(scheme) ? TOKEN_PARAMETER : nameOf(scheme), key.value);
      default:
        return parts;
    }
  },
};

/** A key and the scheme word before it, empty when there is none. */
interface Key {
  readonly word: string;
  readonly value: string;
}

/** `Authorization` needs a word: the secret's own, else `Bearer` when the description speaks of a bearer token. */
function keyOf(scheme: SecurityScheme, secret: string): Key {
  if (!inAuthorization(scheme)) return { word: '', value: secret };
  const [, word, value] = /^([A-Za-z][A-Za-z0-9-]*) +(\S.*)$/.exec(secret) ?? [];
  if (word !== undefined && value !== undefined) return { word, value };
  return { word: /bearer/i.test(scheme.description) ? 'Bearer' : '', value: secret };
}

function written(key: Key): string {
  return key.word === '' ? key.value : `${key.word} ${key.value}`;
}

function elsewhere(scheme: SecurityScheme, word: string, junk: string): string {
  const basicIsRight = inAuthorization(scheme) && word.toLowerCase() === 'basic';
  return inAuthorization(scheme) && !basicIsRight ? `Basic ${base64(`${junk}:`)}` : `Bearer ${junk}`;
}

function place(parts: AuthParts, scheme: SecurityScheme, value: string): AuthParts {
  if (scheme.in === 'query') return withQuery(parts, nameOf(scheme), value);
  if (scheme.in === 'cookie') return withCookie(parts, nameOf(scheme), value);
  return withHeader(parts, nameOf(scheme).toLowerCase(), value);
}

function inAuthorization(scheme: SecurityScheme): boolean {
  return (scheme.in ?? 'header') === 'header' && nameOf(scheme).toLowerCase() === 'authorization';
}

function nameOf(scheme: SecurityScheme): string {
  return scheme.parameterName ?? 'authorization';
}
