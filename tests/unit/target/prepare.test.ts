import { describe, expect, it } from 'vitest';
import type { CredentialUse } from '../../../src/model/case.ts';
import type { SecurityRequirement, SecurityScheme } from '../../../src/model/security.ts';
import { rfc } from '../../../src/model/spec-ref.ts';
import type { CredentialSet, Target } from '../../../src/model/target.ts';
import type { FilledRequest } from '../../../src/target/fill.ts';
import { clearTarget } from '../../../src/target/guard.ts';
import { type PrepareContext, type PreparedRequest, prepareRequest } from '../../../src/target/prepare.ts';

const ref = rfc(9110, '11');
const scheme = (name: string, id: string, over: Partial<SecurityScheme> = {}): SecurityScheme => ({
  name,
  scheme: id,
  description: '',
  ref,
  ...over,
});
const SCHEMES = {
  token: scheme('token', 'bearer'),
  key: scheme('key', 'api-key', { in: 'header', parameterName: 'X-Key' }),
  session: scheme('session', 'api-key', { in: 'cookie', parameterName: 'sid' }),
  query: scheme('query', 'api-key', { in: 'query', parameterName: 'api_key' }),
  login: scheme('login', 'basic'),
  oidc: scheme('oidc', 'openIdConnect'),
};
const alternative = (...names: string[]): SecurityRequirement => ({
  schemes: names.map((name) => ({ name, scopes: [] })),
  ref,
});
const given = (...names: string[]): CredentialSet =>
  Object.fromEntries(names.map((name) => [name, { name: `${name.toUpperCase()}_VAR`, value: `${name}-secret-1` }]));
const GET: FilledRequest = {
  method: 'GET',
  path: '/things/{id}',
  pathParameters: { id: 'a b' },
  query: [['page[size]', '2']],
  headers: [],
  cookies: [],
  usedFallback: false,
};

function prepare(
  over: Partial<PrepareContext> & { set?: CredentialSet; target?: never; on?: Partial<Target> },
  request = GET,
) {
  const { set = {}, on = {}, ...context } = over;
  const target = clearTarget(
    {
      baseUrl: 'http://127.0.0.1:9/v3/',
      environment: 'emulator',
      credentials: { default: set },
      neverHosts: [],
      ...on,
    },
    { productionFlag: true, productionConfig: true },
  );
  return prepareRequest(request, {
    target,
    schemes: SCHEMES,
    security: [],
    credential: { use: 'default' },
    version: '1.2.3',
    ...context,
  });
}

function ready(preparation: ReturnType<typeof prepare>): PreparedRequest {
  if (preparation.kind !== 'ready') throw new Error(preparation.reason);
  return preparation.request;
}
const reason = (preparation: ReturnType<typeof prepare>) =>
  preparation.kind === 'unsupported' ? preparation.reason : '';
const header = (request: PreparedRequest, name: string) =>
  request.headers.filter(([header]) => header === name).map(([, value]) => value);
const spoil = (name: string, kind: Extract<CredentialUse, { use: 'spoilt' }>['spoil']): CredentialUse => ({
  use: 'spoilt',
  scheme: name,
  spoil: kind,
});

describe('the request itself', () => {
  it('has an absolute URL, says who asks and what for, and no body', () => {
    const request = ready(prepare({ accept: ['application/json', 'text/plain', 'application/json'] }));
    expect(request.url).toBe('http://127.0.0.1:9/v3/things/a%20b?page%5Bsize%5D=2');
    expect(request.headers).toEqual([
      ['accept', 'application/json, text/plain'],
      ['accept-encoding', 'identity'],
      ['user-agent', 'assay/1.2.3'],
    ]);
    expect(request.body).toBeNull();
    expect(header(ready(prepare({})), 'accept')).toEqual(['*/*']);
  });

  it('lets the headers of the case stand, repeated ones too', () => {
    const request = ready(
      prepare(
        {},
        {
          ...GET,
          headers: [
            ['Accept', 'x/y'],
            ['x-a', '1'],
            ['x-a', 'é'],
          ],
        },
      ),
    );
    expect(header(request, 'accept')).toEqual(['x/y']);
    expect(header(request, 'x-a')).toEqual(['1', Buffer.from('é').toString('latin1')]);
  });

  it('writes bodies and cookies', () => {
    const body = { mediaType: 'application/json', json: { a: 1 } };
    const request = ready(
      prepare(
        {},
        {
          ...GET,
          method: 'POST',
          body,
          cookies: [
            ['a', '1'],
            ['b', 'x;y'],
          ],
        },
      ),
    );
    expect(header(request, 'content-type')).toEqual(['application/json']);
    expect(header(request, 'cookie')).toEqual(['a=1; b=x%3By']);
    expect(Buffer.from(request.body ?? []).toString()).toBe('{"a":1}');
  });

  it('says when a body cannot be written', () => {
    const body = { mediaType: 'application/xml', json: {} };
    expect(reason(prepare({}, { ...GET, method: 'POST', body }))).toContain('application/xml');
  });

  it('is not made for an unsafe method on a production system', () => {
    const on: Partial<Target> = { environment: 'production' };
    expect(reason(prepare({ on }, { ...GET, method: 'DELETE' }))).toContain('DELETE');
    expect(prepare({ on }).kind).toBe('ready');
  });
});

describe('the right credential', () => {
  it('is of the first alternative that can be met in full', () => {
    const security = [alternative('oidc'), alternative('token', 'key'), alternative('login'), alternative('key')];
    expect(ready(prepare({ security, set: given('key') })).credentials).toEqual(['KEY_VAR']);
    const both = ready(prepare({ security, set: given('key', 'token', 'login') }));
    expect(both.credentials).toEqual(['TOKEN_VAR', 'KEY_VAR']);
    expect([header(both, 'authorization'), header(both, 'x-key')]).toEqual([
      ['Bearer token-secret-1'],
      ['key-secret-1'],
    ]);
  });

  it('may be the one for any scheme', () => {
    const set = { '*': { name: 'ANY', value: 'any-secret' }, key: { name: 'KEY', value: 'key-secret' } };
    expect(ready(prepare({ security: [alternative('token')], set })).credentials).toEqual(['ANY']);
    expect(ready(prepare({ security: [alternative('key')], set })).credentials).toEqual(['KEY']);
  });

  it('goes to cookies and queries that are there already', () => {
    const security = [alternative('session', 'query')];
    const request = ready(prepare({ security, set: given('session', 'query') }, { ...GET, cookies: [['a', '1']] }));
    expect(header(request, 'cookie')).toEqual(['a=1; sid=session-secret-1']);
    expect(request.url).toContain('?page%5Bsize%5D=2&api_key=query-secret-1');
  });

  it('is left out where the operation is public, where none is asked for, and where anonymous access will do', () => {
    const set = given('token');
    expect(ready(prepare({ set })).credentials).toEqual([]);
    expect(ready(prepare({ set, security: [alternative('token')], credential: { use: 'none' } })).credentials).toEqual(
      [],
    );
    expect(ready(prepare({ security: [alternative(), alternative('token')] })).credentials).toEqual([]);
    expect(ready(prepare({ set, security: [alternative(), alternative('token')] })).credentials).toEqual(['TOKEN_VAR']);
  });

  it('is missed by name: no credential, no scheme, no plug-in', () => {
    expect(reason(prepare({ security: [alternative('token')] }))).toContain('no credential is given for token');
    expect(reason(prepare({ security: [alternative('gone')] }))).toContain('defines no security scheme gone');
    expect(reason(prepare({ security: [alternative('oidc')], set: given('oidc') }))).toContain('openIdConnect');
    const empty = { token: { name: 'EMPTY', value: '' } };
    expect(reason(prepare({ security: [alternative('token')], set: empty }))).toContain('no credential is given');
  });

  it('is refused by name, never by value, when no header can carry it', () => {
    const set = { token: { name: 'TOKEN_FILE', value: 'hidden\r\nx: y' } };
    const why = reason(prepare({ security: [alternative('token')], set }));
    expect(why).toContain('TOKEN_FILE');
    expect(why).not.toContain('hidden');
  });

  it('can be of another identity', () => {
    const on = { credentials: { default: given('token'), other: { token: { name: 'OTHER', value: 'other-secret' } } } };
    const security = [alternative('token')];
    const request = ready(prepare({ on, security, credential: { use: 'identity', name: 'other' } }));
    expect([request.credentials, header(request, 'authorization')]).toEqual([['OTHER'], ['Bearer other-secret']]);
    expect(reason(prepare({ on, security, credential: { use: 'identity', name: 'nobody' } }))).toContain('nobody');
  });
});

describe('a spoilt credential', () => {
  const security = [alternative('token', 'key'), alternative('login')];
  const set = given('token', 'key', 'login');

  it('spoils one scheme and keeps the others of its alternative right', () => {
    const noKey = ready(prepare({ security, set, credential: spoil('key', 'missing') }));
    expect([header(noKey, 'x-key'), header(noKey, 'authorization')]).toEqual([[], ['Bearer token-secret-1']]);
    const junkToken = ready(prepare({ security, set, credential: spoil('token', 'unknown') }));
    expect(header(junkToken, 'x-key')).toEqual(['key-secret-1']);
    expect(header(junkToken, 'authorization')[0]).toMatch(/^Bearer [a-z]{5}-[a-z]{6}-\d$/);
    expect(header(junkToken, 'authorization')[0]).not.toContain('secret');
    expect(junkToken.credentials).toEqual(['KEY_VAR']);
  });

  it('never overwrites the right credential of another scheme', () => {
    const request = ready(prepare({ security, set, credential: spoil('key', 'wrong-scheme') }));
    expect(header(request, 'authorization')).toEqual(['Bearer token-secret-1']);
  });

  it('needs no credential of its own, except to show it in the query', () => {
    const only = [alternative('token')];
    expect(
      header(ready(prepare({ security: only, credential: spoil('token', 'unknown') })), 'authorization'),
    ).toHaveLength(1);
    expect(reason(prepare({ security: only, credential: spoil('token', 'in-query') }))).toContain('no credential');
    expect(reason(prepare({ security, set: given('token'), credential: spoil('token', 'empty') }))).toContain('key');
  });

  it('shows a right credential in the query on emulators and sandboxes only', () => {
    const only = [alternative('token')];
    const shown = ready(prepare({ security: only, set, credential: spoil('token', 'in-query') }));
    expect(shown.url).toMatch(/&access_token=token-secret-1$/);
    expect([shown.credentials, header(shown, 'authorization')]).toEqual([['TOKEN_VAR'], []]);
    for (const environment of ['production-like', 'production'] as const) {
      const on = { environment };
      expect(reason(prepare({ on, security: only, set, credential: spoil('token', 'in-query') }))).toContain(
        'only on emulators',
      );
    }
  });

  it('may be another identity that is not entitled', () => {
    const on = { credentials: { default: set, outsider: given('login') }, notEntitled: 'outsider' };
    const request = ready(prepare({ on, security, credential: spoil('token', 'other-identity') }));
    expect(request.credentials).toEqual(['LOGIN_VAR']);
    expect(reason(prepare({ security, set, credential: spoil('token', 'other-identity') }))).toContain('not entitled');
  });

  it('must be of a scheme that the operation asks for and a plug-in serves', () => {
    expect(reason(prepare({ security, set, credential: spoil('session', 'empty') }))).toContain('asks for session');
    expect(reason(prepare({ security, set, credential: spoil('gone', 'empty') }))).toContain('gone');
    expect(reason(prepare({ security: [alternative('oidc')], set, credential: spoil('oidc', 'empty') }))).toContain(
      'oidc',
    );
  });
});
