import { runSuite } from 'assay';
import { afterAll, describe, expect, test } from 'vitest';
import { type Detected, detect, type Expected, lines, score } from './matrix.ts';

const SUITE = 'npq-registration/v1';

const EXPECTED: readonly Expected[] = [
  { defect: 'D4', check: 'challenge-missing' },
  { defect: 'D5', check: 'authentication-precedence' },
  { defect: 'D7', check: 'response-body' },
  { defect: 'D8', check: 'response-body' },
  { defect: 'D12', check: 'undeclared-status' },
  { defect: 'D13', check: 'undeclared-status' },
  { defect: 'D15', check: 'requirement' },
  { defect: 'D16', check: 'requirement' },
  { defect: 'D29', check: 'authentication-error-body' },
  { defect: 'invalid-value-accepted', check: 'invalid-data-accepted' },
  { defect: 'csv-sent-as-plain-text', check: 'undeclared-media-type' },
];

describe('NPQ registration v1: detection matrix', () => {
  const rows: Detected[] = [];
  test.each(EXPECTED)('$defect is found by $check, and nothing else', async (expected) => {
    const row = await detect(SUITE, expected);
    rows.push(row);
    expect(row.unexpected).toEqual([]);
    expect(row.found).toBe(true);
  });
  afterAll(() => console.log(score('NPQ registration v1', rows)));

  test.each(['1', '2', '3'])('the clean emulator is silent on seed %s', async (seed) => {
    const report = await runSuite(SUITE, { mode: 'clean', seed });
    expect(lines(report)).toEqual([]);
    expect(report.verdict.exitCode).toBe(0);
    expect(report.health.requests).toBeLessThanOrEqual(850);
  });

  test('the faithful emulator shows every listed deviation, all known to the baseline, and nothing else', async () => {
    const report = await runSuite(SUITE, {});
    const known = report.findings.flatMap(({ baseline }) =>
      baseline.state === 'known' ? [baseline.deviation.id] : [],
    );
    expect(report.findings.filter(({ baseline }) => baseline.state !== 'known').map(({ message }) => message)).toEqual(
      [],
    );
    expect([...new Set(known)].sort()).toEqual(['D12', 'D13', 'D15', 'D16', 'D29', 'D4', 'D5', 'D7', 'D8']);
    expect(report.vanished).toEqual([]);
    expect(report.health.requests).toBeLessThanOrEqual(850);
  });
});
