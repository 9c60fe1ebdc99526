import { runSuite } from 'assay';
import { afterAll, describe, expect, test } from 'vitest';
import { type Detected, detect, type Expected, lines, score } from './matrix.ts';

const SUITE = 'reference/v1';

const EXPECTED: readonly Expected[] = [
  { defect: 'no-authentication-on-one-operation', check: 'authentication-enforced' },
  { defect: 'any-token-accepted', check: 'authentication-enforced' },
  { defect: 'wrong-type-in-one-list-item', check: 'response-body' },
  { defect: 'missing-declared-field', check: 'response-body' },
  { defect: 'error-500-at-valid-boundary', check: 'server-error' },
  { defect: 'invalid-value-accepted', check: 'invalid-data-accepted' },
  { defect: 'undeclared-status', check: 'undeclared-status' },
  { defect: 'wrong-media-type', check: 'undeclared-media-type' },
  { defect: 'deleted-resource-readable', check: 'deleted-resource-readable' },
  { defect: 'page-size-ignored', check: 'page-size' },
];

describe('reference API: detection matrix', () => {
  const rows: Detected[] = [];
  test.each(EXPECTED)('$defect is found by $check, and nothing else', async (expected) => {
    const row = await detect(SUITE, expected);
    rows.push(row);
    expect(row.unexpected).toEqual([]);
    expect(row.found).toBe(true);
  });
  afterAll(() => console.log(score('reference API', rows)));

  test.each(['1', '2', '3'])('the clean emulator is silent on seed %s', async (seed) => {
    const report = await runSuite(SUITE, { mode: 'clean', seed });
    expect(lines(report)).toEqual([]);
    expect(report.verdict.exitCode).toBe(0);
    expect(report.health.throttled).toBe(0);
  });
});
