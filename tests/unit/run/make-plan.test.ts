import { describe, expect, it } from 'vitest';
import type { ResolvedConfig } from '../../../src/config/resolved-config.ts';
import type { Rate, RatePolicy } from '../../../src/model/rate-policy.ts';
import { budgetOf, paceOf } from '../../../src/run/make-plan.ts';
import { modelOf } from './shared/build.ts';

const per = (requests: number, seconds: number): Rate => ({ requests, windowMs: seconds * 1_000 });

// Only pace and budget are looked at.
const configOf = (given: Partial<Pick<ResolvedConfig, 'rate' | 'budget'>>) => given as unknown as ResolvedConfig;

const documented = (rate: Rate) => {
  const policy = { ...rate, algorithm: 'unstated', per: 'unstated', ref: { kind: 'requirement', id: 'r' } } as const;
  return modelOf([], { ratePolicies: [policy satisfies RatePolicy] });
};

describe('the pace', () => {
  it('is that of the configuration, else half of what is documented, else none', () => {
    expect(paceOf(configOf({ rate: per(7, 1) }), documented(per(100, 60)))).toEqual(per(7, 1));
    expect(paceOf(configOf({}), documented(per(101, 60)))).toEqual(per(50, 60));
    expect(paceOf(configOf({}), documented(per(1, 60)))).toEqual(per(1, 60));
    expect(paceOf(configOf({}), modelOf([]))).toBeUndefined();
  });
});

describe('the budget', () => {
  it.each<[string, Partial<ResolvedConfig>, number]>([
    ['as configured', { budget: 12, rate: per(1_000, 1) }, 12],
    ['900 without a pace', {}, 900],
    ['what a minute and the first window let through', { rate: per(10, 10) }, 100],
    ['one window when it is long', { rate: per(500, 300) }, 500],
    ['at most 900', { rate: per(100, 1) }, 900],
    ['at least 100', { rate: per(1, 60) }, 100],
  ])('is %s', (_name, given, budget) => {
    expect(budgetOf(configOf(given), modelOf(Array.from({ length: 9 }, (_, index) => `GET /p${index}`)))).toBe(budget);
  });

  it.each([
    [0, 100],
    [1, 100],
    [4, 400],
    [9, 900],
    [50, 900],
  ])('of %i operations is %i', (count, budget) => {
    const operations = Array.from({ length: count }, (_, index) => `GET /p${index}`);
    expect(budgetOf(configOf({}), modelOf(operations))).toBe(budget);
    expect(budgetOf(configOf({ budget: 7 }), modelOf(operations))).toBe(7);
  });
});
