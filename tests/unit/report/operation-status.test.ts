import { describe, expect, it } from 'vitest';
import type { CheckTally } from '../../../src/model/run-report.ts';
import { operationStanding, standingOf, worst } from '../../../src/report/shared/operation-status.ts';
import { sampleReport } from '../../fixtures/sample-report.ts';

const report = sampleReport();
const tally = (parts: Partial<CheckTally>): CheckTally => ({
  check: 'server-error',
  pass: 0,
  fail: 0,
  warn: 0,
  inconclusive: 0,
  skip: 0,
  reasons: [],
  ...parts,
});

describe('the standing of a check', () => {
  it.each([
    ['pass', { pass: 3, inconclusive: 1, skip: 2 }],
    ['inconclusive', { inconclusive: 1, skip: 2 }],
    ['skip', { skip: 2 }],
    ['none', {}],
    ['inconclusive', { pass: 5, fail: 1 }],
  ] as const)('is %s for %j', (standing, parts) => {
    expect(standingOf(report, 'GET /quiet', tally(parts))).toBe(standing);
  });

  it.each([
    ['fail', 'GET /api/v3/participants/npq', 'server-error'],
    ['folded', 'GET /api/v3/participants/npq', 'undeclared-status'],
    ['known', 'GET /api/v3/delivery-partners', 'response-body'],
    ['warn', 'GET /api/v3/delivery-partners', 'challenge-missing'],
  ])('is %s for a finding on %s by %s', (standing, operation, check) => {
    expect(standingOf(report, operation, tally({ check, pass: 4, fail: 1 }))).toBe(standing);
  });
});

describe('the standing of an operation', () => {
  const coverage = { operation: 'GET /quiet', requests: 5, elapsedMs: 40, statuses: [], reached: true };

  it('is its worst check, a single doubt not counted against passes', () => {
    const checks = [tally({ pass: 1 }), tally({ check: 'page-size', inconclusive: 1 })];
    expect(operationStanding(report, { ...coverage, checks })).toBe('pass');
    expect(operationStanding(report, { ...coverage, checks: checks.slice(1) })).toBe('inconclusive');
  });

  it('is never better than inconclusive when no valid request was accepted', () => {
    expect(operationStanding(report, { ...coverage, reached: false, checks: [tally({ pass: 9 })] })).toBe(
      'inconclusive',
    );
  });

  it('is none when nothing was judged', () => {
    expect(operationStanding(report, { ...coverage, reached: false, checks: [] })).toBe('none');
    expect(worst([])).toBe('none');
  });
});
