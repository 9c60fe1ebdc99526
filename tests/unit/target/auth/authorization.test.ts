import { describe, expect, it } from 'vitest';
import type { SpoilKind } from '../../../../src/model/security.ts';
import { rfc } from '../../../../src/model/spec-ref.ts';
import { basic } from '../../../../src/target/auth/basic.ts';
import { bearer } from '../../../../src/target/auth/bearer.ts';
import { junkOf } from '../../../../src/target/auth/shared/junk.ts';

const EMPTY = { headers: [], query: [], cookies: [] };
const scheme = { name: 's', scheme: 'x', description: '', ref: rfc(9110, '11') };

describe('bearer', () => {
  const spoilt = (kind: SpoilKind) => bearer.spoil(kind, EMPTY, scheme, 'abc-123').headers[0]?.[1];
  it('writes RFC 6750', () => {
    expect(bearer.apply(EMPTY, scheme, 'abc').headers).toEqual([['authorization', 'Bearer abc']]);
    expect(bearer.apply(EMPTY, scheme, 'bearer abc').headers).toEqual([['authorization', 'Bearer abc']]);
  });
  it('spoils what a server may forget to look at', () => {
    expect(spoilt('empty')).toBe('Bearer');
    expect(spoilt('unknown')).toMatch(/^Bearer [a-z]{3}-\d{3}$/);
    expect(spoilt('malformed')).toMatch(/^Bearer (\S+) \1$/);
    expect(spoilt('wrong-scheme')).toMatch(/^Basic /);
    expect(bearer.spoil('in-query', EMPTY, scheme, 'abc').query).toEqual([['access_token', 'abc']]);
  });
});

describe('basic', () => {
  const spoilt = (kind: SpoilKind) => basic.spoil(kind, EMPTY, scheme, 'Aladdin:open sesame').headers[0]?.[1] ?? '';
  const decoded = (value: string) => Buffer.from(value.split(' ')[1] ?? '', 'base64').toString('utf8');
  it('writes the example of RFC 7617', () => {
    expect(basic.apply(EMPTY, scheme, 'Aladdin:open sesame').headers).toEqual([
      ['authorization', 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
    ]);
    expect(decoded(basic.apply(EMPTY, scheme, 'test:123£').headers[0]?.[1] ?? '')).toBe('test:123£');
  });
  it('keeps the form user:password in junk, and breaks base64 when malformed', () => {
    expect(decoded(spoilt('unknown'))).toMatch(/^[A-Z][a-z]{6}:[a-z]{4} [a-z]{6}$/);
    expect(spoilt('malformed')).toMatch(/^Basic !/);
    expect(spoilt('empty')).toBe('Basic');
    expect(spoilt('wrong-scheme')).toMatch(/^Bearer /);
  });
});

describe('junkOf', () => {
  it('differs by more than case, for every secret', () => {
    for (const secret of ['', '-', 'a', 'A', '0', 'aB9-_.~', 'x'.repeat(300)])
      expect(junkOf(secret).toLowerCase()).not.toBe(secret.toLowerCase());
  });
});
