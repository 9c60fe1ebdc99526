import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SecurityScheme } from '../../src/model/security.ts';
import { rfc } from '../../src/model/spec-ref.ts';
import { authSchemes, spoilsOf } from '../../src/target/auth/index.ts';
import type { AuthParts } from '../../src/target/auth/shared/auth-scheme.ts';

const described = (over: Partial<SecurityScheme>): SecurityScheme => ({
  name: 'key',
  scheme: 'api-key',
  description: '',
  ref: rfc(9110, '11'),
  ...over,
});

/** Every way in which a description can ask for a registered scheme. */
const SCHEMES: readonly SecurityScheme[] = [
  ...authSchemes.all.filter(({ id }) => id !== 'api-key').map(({ id }) => described({ scheme: id })),
  described({ in: 'header', parameterName: 'X-Api-Key' }),
  described({ in: 'header', parameterName: 'Authorization' }),
  described({ in: 'header', parameterName: 'Authorization', description: 'Bearer token' }),
  described({ in: 'query', parameterName: 'key' }),
  described({ in: 'cookie', parameterName: 'session' }),
];

const SECRETS = ['ambition-token', 'Bearer abc.DEF-123', 'user:correct horse', 'K7', 'é', '----', '9'];
const EMPTY: AuthParts = { headers: [], query: [], cookies: [] };
const OTHERS: AuthParts = { headers: [['accept', 'x/y']], query: [['page', '1']], cookies: [['theme', 'dark']] };

const everySpoil = SCHEMES.flatMap((scheme) =>
  authSchemes
    .get(scheme.scheme)
    .spoils(scheme)
    .map((spoil) => ({ scheme, spoil })),
);
const nameOf = (scheme: SecurityScheme) =>
  [scheme.scheme, scheme.in, scheme.parameterName, scheme.description].filter(Boolean).join(' ');

/** Everything that a request says, with base64 laid open. */
function said(parts: AuthParts): string {
  const values = [...parts.headers, ...parts.query, ...parts.cookies].map(([, value]) => value);
  const words = values.flatMap((value) => value.split(' '));
  return [...words, ...words.map((word) => Buffer.from(word, 'base64').toString('utf8'))].join('\n').toLowerCase();
}

describe('the auth schemes', () => {
  it('are exactly the files of their folder', () => {
    const files = readdirSync(new URL('../../src/target/auth/', import.meta.url), { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'index.ts')
      .map(({ name }) => name.replace('.ts', ''));
    expect(files.sort()).toEqual(authSchemes.all.map(({ id }) => id).sort());
  });

  it.each(authSchemes.all)('$id documents itself', ({ title, rationale }) => {
    expect(title.split(' ').length).toBeLessThanOrEqual(8);
    expect(rationale).toMatch(/\.$/);
  });
});

describe.each(SCHEMES.map((scheme) => [nameOf(scheme), scheme] as const))('%s', (_name, scheme) => {
  const plugin = authSchemes.get(scheme.scheme);

  it('applies a secret, leaves the other parts alone and gives the same each time', () => {
    for (const secret of SECRETS) {
      const applied = plugin.apply(OTHERS, scheme, secret);
      expect(said(applied)).toContain(
        secret
          .replace(/^Bearer /, '')
          .toLowerCase()
          .split(' ')
          .at(-1),
      );
      expect(applied.headers).toEqual(expect.arrayContaining([...OTHERS.headers]));
      expect(applied.query).toEqual(expect.arrayContaining([...OTHERS.query]));
      expect(applied.cookies).toEqual(expect.arrayContaining([...OTHERS.cookies]));
      expect(plugin.apply(OTHERS, scheme, secret)).toEqual(applied);
    }
  });

  it('takes the place of a credential that is already there', () => {
    const twice = plugin.apply(plugin.apply(EMPTY, scheme, 'first-secret'), scheme, 'second-secret');
    expect(twice).toEqual(plugin.apply(EMPTY, scheme, 'second-secret'));
  });

  it('can be left out, empty, unknown and of the wrong scheme, and offers no spoil twice', () => {
    const spoils = plugin.spoils(scheme);
    expect(spoils).toEqual(expect.arrayContaining(['missing', 'empty', 'unknown', 'wrong-scheme']));
    expect(new Set(spoils).size).toBe(spoils.length);
    expect(plugin.spoil('missing', OTHERS, scheme, 'secret')).toEqual(OTHERS);
  });

  it('puts the right credential in the query only on emulators and sandboxes', () => {
    for (const environment of ['production-like', 'production'] as const)
      expect(spoilsOf(scheme, environment)).toEqual(plugin.spoils(scheme).filter((spoil) => spoil !== 'in-query'));
    for (const environment of ['emulator', 'sandbox'] as const)
      expect(spoilsOf(scheme, environment)).toEqual(plugin.spoils(scheme));
  });
});

describe.each(everySpoil.map(({ scheme, spoil }) => [nameOf(scheme), spoil, scheme] as const))(
  '%s, %s',
  (_name, spoil, scheme) => {
    const plugin = authSchemes.get(scheme.scheme);

    it('is never the right request, always the same, and leaves the other parts alone', () => {
      for (const secret of SECRETS) {
        const spoilt = plugin.spoil(spoil, OTHERS, scheme, secret);
        expect(spoilt).not.toEqual(plugin.apply(OTHERS, scheme, secret));
        expect(plugin.spoil(spoil, OTHERS, scheme, secret)).toEqual(spoilt);
        expect(spoilt.query).toEqual(expect.arrayContaining([...OTHERS.query]));
      }
    });

    if (spoil !== 'in-query') {
      it('holds nothing of the secret', () => {
        fc.assert(
          fc.property(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9:._-]{7,40}$/), (secret) => {
            expect(said(plugin.spoil(spoil, EMPTY, scheme, secret))).not.toContain(secret.toLowerCase());
          }),
          { numRuns: 50, seed: 7 },
        );
      });
    }

    if (spoil === 'unknown') {
      it('has the shape and length of the right one', () => {
        const shape = (parts: AuthParts) =>
          said(parts)
            .split('\n')
            .slice(0, -1)
            .map((word) => word.length);
        const spoilt = plugin.spoil(spoil, EMPTY, scheme, 'ambition-token-42');
        expect(shape(spoilt)).toEqual(shape(plugin.apply(EMPTY, scheme, 'ambition-token-42')));
      });
    }
  },
);

it('a scheme that no plug-in serves has no spoils', () => {
  expect(spoilsOf(described({ scheme: 'openIdConnect' }), 'emulator')).toEqual([]);
});
