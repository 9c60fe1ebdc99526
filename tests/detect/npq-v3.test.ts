import { runSuite } from 'assay';
import { afterAll, describe, expect, test } from 'vitest';
import { type Detected, detect, type Expected, lines, score } from './matrix.ts';

const SUITE = 'npq-registration/v3';

const EXPECTED: readonly Expected[] = [
  { defect: 'D4', check: 'challenge-missing' },
  { defect: 'D5', check: 'authentication-precedence' },
  { defect: 'D7', check: 'response-body' },
  { defect: 'D8', check: 'response-body' },
  { defect: 'D10', check: 'response-body' },
  { defect: 'D12', check: 'undeclared-status' },
  { defect: 'D13', check: 'undeclared-status' },
  { defect: 'D15', check: 'requirement' },
  { defect: 'D16', check: 'requirement' },
  { defect: 'no-authentication-on-one-operation', check: 'authentication-enforced' },
  { defect: 'any-token-accepted', check: 'authentication-enforced' },
  { defect: 'wrong-type-in-one-list-item', check: 'response-body' },
  { defect: 'missing-declared-field', check: 'response-body' },
  { defect: 'error-500-at-valid-boundary', check: 'server-error' },
  { defect: 'invalid-value-accepted', check: 'invalid-data-accepted' },
  { defect: 'undeclared-status', check: 'undeclared-status' },
  { defect: 'wrong-media-type', check: 'undeclared-media-type' },
  { defect: 'page-size-ignored', check: 'page-size' },
];

describe('NPQ registration v3: detection matrix', () => {
  const rows: Detected[] = [];
  test.each(EXPECTED)('$defect is found by $check, and nothing else', async (expected) => {
    const row = await detect(SUITE, expected);
    rows.push(row);
    expect(row.unexpected).toEqual([]);
    expect(row.found).toBe(true);
  });
  afterAll(() => console.log(score('NPQ registration v3', rows)));

  test.each(['1', '2', '3'])('the clean emulator is silent on seed %s', async (seed) => {
    const report = await runSuite(SUITE, { mode: 'clean', seed });
    expect(lines(report)).toEqual([]);
    expect(report.verdict.exitCode).toBe(0);
    expect(report.health.requests).toBeLessThanOrEqual(900);
  });

  test('the faithful emulator shows every listed deviation, all known to the baseline, and nothing else', async () => {
    const report = await runSuite(SUITE, {});
    const known = new Set(
      report.findings.flatMap(({ baseline }) => (baseline.state === 'known' ? [baseline.deviation.id] : [])),
    );
    expect(report.findings.filter(({ baseline }) => baseline.state !== 'known').map(({ message }) => message)).toEqual(
      [],
    );
    expect([...known].sort()).toEqual(['D10', 'D12', 'D13', 'D15', 'D16', 'D4', 'D5', 'D7', 'D8']);
    expect(report.vanished).toEqual([]);
    expect(report.health.requests).toBeLessThanOrEqual(900);
  });
});
