import { describe, expect, it } from 'vitest';
import type { SecurityScheme } from '../../../../src/model/security.ts';
import { rfc } from '../../../../src/model/spec-ref.ts';
import { apiKey } from '../../../../src/target/auth/api-key.ts';

const EMPTY = { headers: [], query: [], cookies: [] };
const scheme = (over: Partial<SecurityScheme>): SecurityScheme => ({
  name: 'key',
  scheme: 'api-key',
  in: 'header',
  parameterName: 'Authorization',
  description: '',
  ref: rfc(9110, '11'),
  ...over,
});
const authorization = (parts: { headers: readonly (readonly [string, string])[] }) =>
  parts.headers.find(([name]) => name === 'authorization')?.[1];

describe('a key in Authorization', () => {
  it('is sent as given when it brings its word', () => {
    expect(authorization(apiKey.apply(EMPTY, scheme({}), 'Token abc'))).toBe('Token abc');
  });
  it('gets the word Bearer when the description speaks of one, and only then', () => {
    expect(authorization(apiKey.apply(EMPTY, scheme({ description: 'A BEARER token' }), 'abc'))).toBe('Bearer abc');
    expect(authorization(apiKey.apply(EMPTY, scheme({ description: 'Bearer token' }), 'Bearer abc'))).toBe(
      'Bearer abc',
    );
    expect(authorization(apiKey.apply(EMPTY, scheme({}), 'abc'))).toBe('abc');
  });
  it('keeps its word when spoilt', () => {
    const of = (kind: Parameters<typeof apiKey.spoil>[0]) =>
      authorization(apiKey.spoil(kind, EMPTY, scheme({}), 'Bearer abc123'));
    expect(of('empty')).toBe('Bearer');
    expect(of('malformed')).toMatch(/^Bearer Bearer [a-z]{3}\d{3}$/);
    expect(of('unknown')).toMatch(/^Bearer [a-z]{3}\d{3}$/);
    expect(of('wrong-scheme')).toMatch(/^Basic [A-Za-z0-9+/=]+$/);
  });
  it('goes bare into the query', () => {
    expect(apiKey.spoil('in-query', EMPTY, scheme({}), 'Bearer abc').query).toEqual([['access_token', 'abc']]);
  });
});

describe('a key elsewhere', () => {
  it.each([
    ['header', 'headers', 'x-key'],
    ['query', 'query', 'X-Key'],
    ['cookie', 'cookies', 'X-Key'],
  ] as const)('in the %s stands where the description says', (place, part, name) => {
    const applied = apiKey.apply(EMPTY, scheme({ in: place, parameterName: 'X-Key' }), 'Bearer abc');
    expect(applied[part]).toEqual([[name, 'Bearer abc']]);
  });
  it('in the query has no in-query spoil: that is its place', () => {
    expect(apiKey.spoils(scheme({ in: 'query', parameterName: 'key' }))).not.toContain('in-query');
  });
});
