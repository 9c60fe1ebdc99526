import { describe, expect, it } from 'vitest';
import type { ResolvedConfig } from '../../../src/config/resolved-config.ts';
import type { SecurityScheme } from '../../../src/model/security.ts';
import { bindIdentities } from '../../../src/run/identities.ts';
import { modelOf } from './shared/build.ts';

const scheme = (name: string, kind: string, more: Partial<SecurityScheme> = {}): SecurityScheme => ({
  name,
  scheme: kind,
  description: '',
  ref: { kind: 'document', document: 'd', pointer: '/x' },
  ...more,
});

const bearer = scheme('token', 'bearer');
const basic = scheme('login', 'basic');
const header = scheme('headerKey', 'api-key', { in: 'header', parameterName: 'X-Key' });
const query = scheme('queryKey', 'api-key', { in: 'query', parameterName: 'api_key' });
const cookie = scheme('cookieKey', 'api-key', { in: 'cookie', parameterName: 'Session' });

/** What becomes of header flags (lower-case name to value) beside these schemes. */
function bound(byParameter: Record<string, string>, ...schemes: SecurityScheme[]) {
  const credentials = Object.entries(byParameter).map(([name, value]) => [name, { name: name.toUpperCase(), value }]);
  const identity = { credentials: {}, byParameter: Object.fromEntries(credentials), notEntitled: false, missing: [] };
  // Only the identities are looked at.
  const config = { identities: { default: identity } } as unknown as ResolvedConfig;
  const model = modelOf([], { securitySchemes: Object.fromEntries(schemes.map((one) => [one.name, one])) });
  const { credentials: sets, extraHeaders } = bindIdentities(config, model);
  const values = Object.entries(sets['default'] ?? {}).map(([name, { value }]) => [name, value]);
  return { values: Object.fromEntries(values), extra: extraHeaders.map(({ name }) => name) };
}

describe('the binding of secrets to schemes', () => {
  it.each<[string, Record<string, string>, SecurityScheme, string]>([
    ['a token', { authorization: 'abc' }, bearer, 'abc'],
    ['a token with its word', { authorization: 'Bearer abc' }, bearer, 'abc'],
    ['user and password', { authorization: 'u:p' }, basic, 'u:p'],
    ['user and password as Basic has them', { authorization: `Basic ${btoa('u:p')}` }, basic, 'u:p'],
    ['a header', { 'x-key': 'k' }, header, 'k'],
    ['a query parameter', { api_key: 'k' }, query, 'k'],
    ['a cookie', { session: 'k' }, cookie, 'k'],
    ['the name of the scheme', { headerkey: 'k' }, header, 'k'],
  ])('takes %s', (_name, given, one, value) => {
    expect(bound(given, one)).toEqual({ values: { [one.name]: value }, extra: [] });
  });

  it('gives each of several schemes its own', () => {
    const given = { authorization: 'Bearer abc', 'x-key': 'h', api_key: 'q', session: 'c' };
    expect(bound(given, bearer, basic, header, query, cookie).values).toEqual({
      token: 'abc',
      headerKey: 'h',
      queryKey: 'q',
      cookieKey: 'c',
    });
    expect(bound({ authorization: `Basic ${btoa('u:p')}` }, bearer, basic).values).toEqual({ login: 'u:p' });
  });

  it('lets headers of no scheme travel with every request', () => {
    expect(bound({ 'x-trace': 't', 'x-key': 'k' }, header)).toEqual({ values: { headerKey: 'k' }, extra: ['x-trace'] });
  });
});
