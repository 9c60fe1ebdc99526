import { describe, expect, it } from 'vitest';
import { createSchemas } from '../../../src/schema/index.ts';

function accepts(format: string, value: unknown): boolean {
  const schemas = createSchemas({ d: { digest: 'd', root: { format } } });
  return schemas.validate({ document: 'd', pointer: '' }, value, 'response').kind === 'valid';
}

const CASES: Readonly<Record<string, { readonly good: readonly unknown[]; readonly bad: readonly unknown[] }>> = {
  'date-time': {
    good: [
      '2021-05-31T02:21:32.000Z',
      '2020-02-29T00:00:00+01:00',
      '2016-12-31T23:59:60Z',
      '2017-01-01T00:59:60+01:00',
      '2021-05-31t02:21:32z',
    ],
    bad: [
      '2021-02-30T00:00:00Z',
      '2021-05-31 02:21:32Z',
      '2021-05-31T02:21:32',
      '2021-05-31T02:21:32+0100',
      '2021-05-31T24:00:00Z',
      '2021-05-31T12:00:60Z',
      '2021-05-31',
      '',
    ],
  },
  date: {
    good: ['2000-02-29', '2021-12-31'],
    bad: ['1900-02-29', '2021-02-30', '2021-04-31', '2021-13-01', '2021-1-1', '2021-00-10'],
  },
  time: { good: ['00:00:00Z', '23:59:59.123-08:00'], bad: ['00:00:00', '25:00:00Z'] },
  uuid: {
    good: [
      'd0b4a32e-a272-489e-b30a-cb17131457fc',
      '00000000-0000-0000-0000-000000000000',
      '0190B5A0-7C1B-7D8A-9F3E-1C2D3E4F5A6B',
    ],
    bad: [
      'd0b4a32ea272489eb30acb17131457fc',
      'urn:uuid:d0b4a32e-a272-489e-b30a-cb17131457fc',
      'd0b4a32e-a272-489e-b30a-cb17131457f',
      '',
    ],
  },
  email: {
    good: ['a@b.example', 'first.last+tag@sub.example.org', '"a b"@x.y', 'root@localhost'],
    bad: ['a', 'a@', '@b', 'a b@c.d', 'a..b@c.d', 'a@-b.c'],
  },
  int32: { good: [0, 2147483647, -2147483648], bad: [2147483648, 1.5] },
  int64: { good: [9007199254740991], bad: [0.5] },
  byte: { good: ['aGk=', ''], bad: ['a', '***='] },
  binary: { good: ['anything\u0000'], bad: [] },
  password: { good: ['anything'], bad: [] },
  uri: { good: ['https://example.org/a?b#c', 'urn:x:y'], bad: ['/relative', 'no spaces here'] },
  ipv4: { good: ['127.0.0.1'], bad: ['256.0.0.1', '1.2.3'] },
  'no-such-format': { good: ['', 12, null], bad: [] },
};

describe.each(Object.entries(CASES))('format %s', (format, { good, bad }) => {
  it.each(good)('accepts %j', (value) => expect(accepts(format, value)).toBe(true));
  if (bad.length > 0) it.each(bad)('refuses %j', (value) => expect(accepts(format, value)).toBe(false));
});

it('asserts a text format on text only', () => {
  expect(accepts('date', 12)).toBe(true);
});
