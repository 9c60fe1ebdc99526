import { describe, expect, it } from 'vitest';
import { bodyOf, cookieHeader, headerOctets, pathOf, queryOf } from '../../../src/target/wire.ts';

describe('pathOf', () => {
  it.each([
    ['plain', 'plain'],
    ['a b', 'a%20b'],
    ['a/b?c#d', 'a%2Fb%3Fc%23d'],
    ['50%', '50%25'],
    ['é', '%C3%A9'],
    ['a,b;c=d:e@f$g&h+i', 'a,b;c=d:e@f$g&h+i'],
    ['.', '%2E'],
    ['..', '%2E%2E'],
    ['...', '...'],
    ['', ''],
    ['{x}', '%7Bx%7D'],
    ['\ud800', '%EF%BF%BD'],
  ])('writes %j as %s', (value, segment) => expect(pathOf('/a/{id}/b', { id: value })).toBe(`/a/${segment}/b`));

  it('takes an address that is already written as it is', () => {
    expect(pathOf('{+location}', { location: '/things/a%20b?view=all' })).toBe('/things/a%20b?view=all');
    expect(pathOf('/x/{+rest}', {})).toBe('/x/%7B+rest%7D');
  });

  it('fills several places, one of them twice, and escapes a place without a value', () => {
    expect(pathOf('/{a}/{b}/{a}.{c}', { a: '1', b: '2' })).toBe('/1/2/1.%7Bc%7D');
  });
});

describe('queryOf', () => {
  it('encodes names and values and keeps order and repetition', () => {
    expect(
      queryOf([
        ['filter[a b]', '1&2=3'],
        ['x', ''],
        ['x', '+ é'],
      ]),
    ).toBe('?filter%5Ba%20b%5D=1%262%3D3&x=&x=%2B%20%C3%A9');
    expect(queryOf([])).toBe('');
  });
  it('reads back what it wrote', () => {
    const pairs: [string, string][] = [
      ['page[page]', '-1'],
      ['a', '漢字 \u0000 "'],
      ['a', '%41'],
    ];
    expect([...new URLSearchParams(queryOf(pairs))]).toEqual(pairs);
  });
});

describe('cookieHeader', () => {
  it('escapes only what no cookie may hold', () => {
    expect(
      cookieHeader([
        ['a', 'x=y%20'],
        ['b', 'semi;comma, "q" \\'],
      ]),
    ).toBe('a=x=y%20; b=semi%3Bcomma%2C%20%22q%22%20%5C');
  });
});

describe('headerOctets', () => {
  it('sends text beyond ASCII as UTF-8', () => {
    expect(headerOctets('plain')).toBe('plain');
    expect(Buffer.from(headerOctets('é'), 'latin1').toString('utf8')).toBe('é');
  });
});

describe('bodyOf', () => {
  const written = (body: Parameters<typeof bodyOf>[0]) => {
    const wire = bodyOf(body);
    return 'bytes' in wire ? [wire.mediaType, Buffer.from(wire.bytes).toString('utf8')] : wire.unsupported;
  };
  it.each([
    [{ mediaType: 'application/json', json: { a: [1, null, 'é'] } }, 'application/json', '{"a":[1,null,"é"]}'],
    [{ mediaType: 'application/vnd.api+json; charset=utf-8', json: 1 }, 'application/vnd.api+json; charset=utf-8', '1'],
    [{ mediaType: '*/*', json: {} }, 'application/json', '{}'],
    [
      { mediaType: 'application/x-www-form-urlencoded', json: { a: '1 2', b: [1, true] } },
      'application/x-www-form-urlencoded',
      'a=1%202&b=1&b=true',
    ],
    [{ mediaType: 'text/plain', json: 'as it is' }, 'text/plain', 'as it is'],
    [{ mediaType: 'application/json', text: '{broken' }, 'application/json', '{broken'],
    [{ mediaType: 'application/xml', text: '<a/>' }, 'application/xml', '<a/>'],
  ])('writes %j', (body, mediaType, text) => expect(written(body)).toEqual([mediaType, text]));

  it('does not pretend to write JSON values as other types', () => {
    expect(written({ mediaType: 'application/xml', json: {} })).toMatch(/application\/xml/);
    expect(written({ mediaType: 'text/plain', json: {} })).toMatch(/text\/plain/);
  });
});
