import { describe, expect, test } from 'vitest';
import { readLimitHeaders, resetInMs } from '../../../src/limit/headers/dialects.ts';
import { waitOf } from '../../../src/limit/headers/retry-after.ts';

const read = (...headers: [string, string][]) => readLimitHeaders({ headers });

describe('limit headers', () => {
  test('structured fields: policies and states are joined by name', () => {
    const [burst, daily] = read(
      ['ratelimit-policy', '"burst";q=100;w=60, "daily";q=1000;w=86400'],
      ['ratelimit', '"burst";r=50;t=30, "daily";r=0;t=5'],
    );
    expect(burst).toEqual({
      dialect: 'ratelimit-11',
      policy: 'burst',
      limit: 100,
      remaining: 50,
      reset: { value: 30, unit: 'delta-s' },
      windowMs: 60_000,
      problems: [],
    });
    expect(daily).toMatchObject({ policy: 'daily', limit: 1_000, remaining: 0 });
  });

  test('structured fields: broken syntax, tokens for names and negative numbers are problems', () => {
    expect(read(['ratelimit', '"a";r=']).flatMap(({ problems }) => problems)).toHaveLength(1);
    expect(read(['ratelimit', 'a;r=5'])[0]?.problems).toEqual(['the name of a policy must be a string']);
    expect(read(['ratelimit', '"a";r=-1'])[0]?.problems).toEqual([
      'the parameter r must be a whole number of at least 0',
    ]);
  });

  test('older drafts', () => {
    expect(read(['ratelimit', 'limit=100, remaining=50, reset=5'])[0]).toMatchObject({
      dialect: 'ratelimit-07',
      limit: 100,
      remaining: 50,
      reset: { value: 5, unit: 'delta-s' },
    });
    expect(
      read(
        ['ratelimit-limit', '100'],
        ['ratelimit-remaining', '7'],
        ['ratelimit-reset', '12'],
        ['ratelimit-policy', '100;w=60'],
      )[0],
    ).toMatchObject({ dialect: 'ratelimit-06', limit: 100, remaining: 7, windowMs: 60_000 });
  });

  test.each([
    ['12', 'delta-s', 12_000],
    ['1790000100', 'epoch-s', 100_000],
    ['1790000100000', 'epoch-ms', 100_000],
  ] as const)('a reset of %s is read as %s', (value, unit, inMs) => {
    for (const start of ['x-ratelimit-', 'x-rate-limit-']) {
      const reset = read([`${start}reset`, value])[0]?.reset;
      expect(reset?.unit).toBe(unit);
      expect(reset && resetInMs(reset, 1_790_000_000_000)).toBe(inMs);
    }
  });

  test('answers without limit headers give no reading', () => {
    expect(read(['content-type', 'text/plain'], ['retry-after', '5'])).toEqual([]);
  });

  test('Retry-After: seconds, and dates measured from the answer itself', () => {
    const at = (value: string, date?: string) =>
      waitOf({
        index: 0,
        step: 'C2',
        role: 'victim',
        sentAt: 0,
        receivedAt: 0,
        status: 429,
        headers: [['retry-after', value], ...(date ? [['date', date] as const] : [])],
      });
    expect(at('30')).toBe(30_000);
    expect(at('Wed, 23 Sep 2026 10:00:30 GMT', 'Wed, 23 Sep 2026 10:00:00 GMT')).toBe(30_000);
    expect(at('soon')).toBeUndefined();
  });
});
