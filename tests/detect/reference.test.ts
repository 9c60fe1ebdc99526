import { runSuite } from 'assay';
import { afterAll, describe, expect, test } from 'vitest';
import { type Detected, detect, lines, score } from './matrix.ts';
import { REFERENCE_EXPECTED } from './reference.expected.ts';

const SUITE = 'reference/v1';
/** Undescribed methods are tried here: some defects show only by them. */
const OPTIONS = { undeclaredMethods: true };
/** One seed in every test run; all three in the scored run of `ASSAY_SEEDS=1,2,3`. */
const SEEDS = (process.env['ASSAY_SEEDS'] ?? '1').split(',');
const MOST_REQUESTS = 300;

describe.each(SEEDS)('reference API: detection matrix on seed %s', (seed) => {
  const rows: Detected[] = [];
  test.each(REFERENCE_EXPECTED)('$defect is found by $check, and nothing else', async (expected) => {
    const row = await detect(SUITE, expected, { ...OPTIONS, seed });
    rows.push(row);
    expect(row.unexpected).toEqual([]);
    expect(row.found).toBe(true);
    expect(row.requests).toBeLessThanOrEqual(MOST_REQUESTS);
  });
  afterAll(() => console.log(score(`reference API, seed ${seed}`, rows)));
});

describe('reference API: clean', () => {
  test.each(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])('the emulator is silent on seed %s', async (seed) => {
    const report = await runSuite(SUITE, { ...OPTIONS, mode: 'clean', seed });
    expect(lines(report)).toEqual([]);
    expect(report.verdict.exitCode).toBe(0);
    expect(report.health.throttled).toBe(0);
    expect(report.health.requests).toBeLessThanOrEqual(MOST_REQUESTS);
  });

  test('every defect of the emulator stands in the matrix', async () => {
    const { DEFECTS } = await import('../../src/sandbox/reference/defects.ts');
    expect(REFERENCE_EXPECTED.map(({ defect }) => defect).sort()).toEqual(DEFECTS.map(({ id }) => id).sort());
  });
});
