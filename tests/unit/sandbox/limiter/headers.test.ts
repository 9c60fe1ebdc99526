import { describe, expect, it } from 'vitest';
import type { LimitFacts } from '../../../../src/sandbox/limiter/headers/dialect.ts';
import { dialects } from '../../../../src/sandbox/limiter/headers/index.ts';
import { lies } from '../../../../src/sandbox/limiter/headers/lies.ts';

const NOW = Date.UTC(2026, 0, 1, 12);
const PASSED: LimitFacts = {
  policy: 'default',
  allowed: true,
  limit: 60,
  windowMs: 60_000,
  remaining: 17,
  resetMs: NOW + 29_300,
  nowMs: NOW,
};
const REFUSED: LimitFacts = { ...PASSED, allowed: false, remaining: 0 };

const written = (id: string, facts = PASSED) => dialects.get(id).headers(facts);

describe('header dialects', () => {
  it.each([
    ['none', {}],
    ['retry-after', {}],
    ['draft-11', { 'ratelimit-policy': '"default";q=60;w=60', ratelimit: '"default";r=17;t=30' }],
    ['draft-07', { 'ratelimit-policy': '60;w=60', ratelimit: 'limit=60, remaining=17, reset=30' }],
    [
      'draft-06',
      { 'ratelimit-policy': '60;w=60', 'ratelimit-limit': '60', 'ratelimit-remaining': '17', 'ratelimit-reset': '30' },
    ],
    ['x-ratelimit-delta', { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '17', 'x-ratelimit-reset': '30' }],
    [
      'x-ratelimit-epoch-seconds',
      { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '17', 'x-ratelimit-reset': String(NOW / 1000 + 30) },
    ],
    [
      'x-ratelimit-epoch-ms',
      { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '17', 'x-ratelimit-reset': String(NOW + 29_300) },
    ],
    [
      'x-rate-limit',
      { 'x-rate-limit-limit': '60', 'x-rate-limit-remaining': '17', 'x-rate-limit-reset': String(NOW + 29_300) },
    ],
    ['x-quota', { 'x-quota-limit': '60', 'x-quota-remaining': '17', 'x-quota-reset': String(NOW + 29_300) }],
    [
      'x-spike-arrest',
      {
        'x-spike-arrest-limit': '60',
        'x-spike-arrest-slice-period': '60000ms',
        'x-spike-arrest-reset': String(NOW + 29_300),
      },
    ],
    [
      'kong',
      {
        'ratelimit-limit': '60',
        'ratelimit-remaining': '17',
        'ratelimit-reset': '30',
        'x-ratelimit-limit-minute': '60',
        'x-ratelimit-remaining-minute': '17',
      },
    ],
  ])('%s', (id, fields) => {
    expect(written(id)).toEqual(fields);
  });

  it('are all shown above', () => {
    expect(dialects.all).toHaveLength(12);
  });

  it('tell a refused client to wait until a request passes, never less and at least a second', () => {
    expect(written('retry-after', REFUSED)).toEqual({ 'retry-after': '30' });
    expect(written('retry-after', { ...REFUSED, resetMs: NOW })).toEqual({ 'retry-after': '1' });
  });

  it('name a window of less than a second as one second, and a calendar unit for Kong', () => {
    expect(written('draft-11', { ...PASSED, windowMs: 300 })['ratelimit-policy']).toBe('"default";q=60;w=1');
    expect(Object.keys(written('kong', { ...PASSED, windowMs: 3_600_000 }))).toContain('x-ratelimit-limit-hour');
    expect(Object.keys(written('kong', { ...PASSED, windowMs: 90 * 86_400_000 }))).toContain('x-ratelimit-limit-month');
  });
});

/** What a server that lies so sends in the current draft and Retry-After. */
function told(id: string, facts: LimitFacts, dialect = 'draft-11') {
  const lie = lies.get(id);
  const believed = lie.facts?.(facts) ?? facts;
  const headers = { ...written(dialect, believed), ...written('retry-after', believed) };
  return lie.headers?.(headers, facts) ?? headers;
}

describe('header lies', () => {
  it.each([
    ['lie-remaining-stuck', PASSED, 'ratelimit', '"default";r=59;t=30'],
    ['lie-remaining-too-high', PASSED, 'ratelimit', '"default";r=20;t=30'],
    ['lie-limit-doubled', PASSED, 'ratelimit-policy', '"default";q=120;w=60'],
    ['lie-window-longer', PASSED, 'ratelimit-policy', '"default";q=60;w=360'],
    ['lie-reset-moves', PASSED, 'ratelimit', '"default";r=17;t=60'],
    ['lie-reset-in-milliseconds', PASSED, 'ratelimit', '"default";r=17;t=30000'],
    ['lie-retry-after-half', REFUSED, 'retry-after', '15'],
    ['lie-retry-after-second-short', REFUSED, 'retry-after', '29'],
    ['lie-retry-after-too-long', REFUSED, 'retry-after', '90'],
    ['lie-retry-after-absurd', REFUSED, 'retry-after', String(Math.round((NOW + 29_300) / 1000))],
    ['lie-retry-after-missing', REFUSED, 'retry-after', undefined],
    ['lie-retry-after-on-success', PASSED, 'retry-after', '30'],
  ])('%s', (id, facts, field, value) => {
    expect(told(id, facts)[field]).toBe(value);
  });

  it('are all shown above', () => {
    expect(lies.all).toHaveLength(12);
  });

  it.each([
    ['draft-07', 'ratelimit', 'limit=60, remaining=17, reset=30000'],
    ['draft-06', 'ratelimit-reset', '30000'],
    ['x-ratelimit-delta', 'x-ratelimit-reset', '30000'],
  ])('about the unit of the reset are told in %s too', (dialect, field, value) => {
    expect(told('lie-reset-in-milliseconds', PASSED, dialect)[field]).toBe(value);
  });

  it.each(lies.all.filter(({ id }) => id.startsWith('lie-retry-after') && id !== 'lie-retry-after-on-success'))(
    '$id leaves answers that passed alone',
    ({ id }) => {
      expect(told(id, PASSED)).toEqual(written('draft-11'));
    },
  );
});
