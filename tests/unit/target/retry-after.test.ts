import { describe, expect, it } from 'vitest';
import { httpDateMs, retryAfterMs } from '../../../src/target/retry-after.ts';

const at = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('httpDateMs', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'reads %s',
    (text) => expect(httpDateMs(text, at)).toBe(at),
  );
  it('takes a two-digit year more than 50 years ahead for the past', () => {
    expect(httpDateMs('Sunday, 06-Nov-94 08:49:37 GMT', Date.UTC(2026, 0, 1))).toBe(at);
    expect(httpDateMs('Friday, 06-Nov-65 08:49:37 GMT', Date.UTC(2026, 0, 1))).toBe(Date.UTC(2065, 10, 6, 8, 49, 37));
  });
  it.each([
    '',
    'soon',
    '2026-01-01T00:00:00Z',
    'Sun, 31 Feb 1994 08:49:37 GMT',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 25:00:00 GMT',
    'Sun, 06 Nov 1994 08:49:37 CET',
  ])('reads no date in "%s"', (text) => expect(httpDateMs(text, at)).toBeUndefined());
});

describe('retryAfterMs', () => {
  it('reads delay seconds', () => {
    expect(retryAfterMs('120', at)).toBe(120_000);
    expect(retryAfterMs(' 0 ', at)).toBe(0);
  });
  it('measures a date from the given moment, never negative', () => {
    expect(retryAfterMs('Sun, 06 Nov 1994 08:49:37 GMT', at - 5_000)).toBe(5_000);
    expect(retryAfterMs('Sun, 06 Nov 1994 08:49:37 GMT', at + 5_000)).toBe(0);
  });
  it.each(['-1', '1.5', 'x', '', '1e3'])('does not understand "%s"', (text) =>
    expect(retryAfterMs(text, at)).toBeUndefined(),
  );
});
