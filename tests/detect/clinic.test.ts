import { runSuite } from 'assay';
import { afterAll, describe, expect, test } from 'vitest';
import { CLINIC_EXPECTED } from './clinic.expected.ts';
import { type Detected, detect, lines, score } from './matrix.ts';

const SUITE = 'clinic/v1';
const MOST_REQUESTS = 150;

describe('clinic: detection matrix', () => {
  const rows: Detected[] = [];
  test.each(CLINIC_EXPECTED)('$defect is found by $check, and nothing else', async (expected) => {
    const row = await detect(SUITE, expected);
    rows.push(row);
    expect(row.unexpected).toEqual([]);
    expect(row.found).toBe(true);
    expect(row.requests).toBeLessThanOrEqual(MOST_REQUESTS);
  });
  afterAll(() => console.log(score('clinic', rows)));
});

describe('clinic: clean', () => {
  test.each(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])('the emulator is silent on seed %s', async (seed) => {
    const report = await runSuite(SUITE, { mode: 'clean', seed });
    expect(lines(report)).toEqual([]);
    expect(report.verdict.exitCode).toBe(0);
    expect(report.coverage.filter(({ reached }) => !reached)).toEqual([]);
    const judged = report.coverage
      .flatMap(({ checks }) => checks)
      .filter(({ check }) => check === 'fhir-resource-valid');
    expect(judged.reduce((sum, { pass }) => sum + pass, 0)).toBeGreaterThan(20);
  });
});
