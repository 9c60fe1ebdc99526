import { describe, expect, it } from 'vitest';
import { noResponse } from '../../../src/target/transport-error.ts';

const coded = (code: string, message = 'it went wrong') => Object.assign(new Error(message), { code });

describe('noResponse', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'refused'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['ECONNRESET', 'reset'],
    ['UND_ERR_SOCKET', 'reset'],
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['HPE_INVALID_CONSTANT', 'malformed'],
    ['UND_ERR_HEADERS_OVERFLOW', 'malformed'],
    ['UND_ERR_INVALID_ARG', 'other'],
    ['', 'other'],
  ])('tells %s as %s', (code, reason) => {
    expect(noResponse(coded(code))).toMatchObject({ kind: 'no-response', reason });
    expect(noResponse(new Error('outer', { cause: coded(code) })).reason).toBe(reason);
    expect(noResponse(new AggregateError([coded(code), coded('ETIMEDOUT')])).reason).toBe(reason);
  });

  it('always has a message, with the code once', () => {
    expect(noResponse(coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1')).message).toBe(
      'connect ECONNREFUSED 127.0.0.1:1',
    );
    expect(noResponse(coded('ENOTFOUND')).message).toBe('ENOTFOUND: it went wrong');
    expect(noResponse(new AggregateError([coded('ECONNREFUSED', 'no')])).message).toBe('ECONNREFUSED: no');
    expect(noResponse('a string').message).toBe('a string');
    expect(noResponse(undefined).message).toMatch(/\S/);
    expect(noResponse(new Error('')).message).toMatch(/\S/);
  });
});
