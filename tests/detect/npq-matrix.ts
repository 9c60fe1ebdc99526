import { type Finding, type RunReport, runSuite } from 'assay';
import { afterAll, describe, expect, test } from 'vitest';
import { baselineOf } from '../../suites/npq-registration/baseline.ts';
import { type Detected, detect, lines, score } from './matrix.ts';
import { type NpqVersion, npqExpected } from './npq.expected.ts';

/** One seed in every test run; all three in the scored run of `ASSAY_SEEDS=1,2,3`. */
const SEEDS = (process.env['ASSAY_SEEDS'] ?? '1').split(',');
const TEN = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];

/** Every defect found alone, the clean emulator silent on ten seeds, the faithful one known to the last finding. */
export function describeNpqMatrix(version: NpqVersion, mostRequests: number): void {
  const suite = `npq-registration/${version}`;

  describe.each(SEEDS)(`NPQ registration ${version}: detection matrix on seed %s`, (seed) => {
    const rows: Detected[] = [];
    test.each(npqExpected(version))('$defect is found by $check, and nothing else', async (expected) => {
      const row = await detect(suite, expected, { seed });
      rows.push(row);
      expect(row.unexpected).toEqual([]);
      expect(row.found).toBe(true);
      expect(row.requests).toBeLessThanOrEqual(mostRequests);
    });
    afterAll(() => console.log(score(`NPQ registration ${version}, seed ${seed}`, rows)));
  });

  describe(`NPQ registration ${version}`, () => {
    test.each(TEN)('the clean emulator is silent on seed %s', async (seed) => {
      const report = await runSuite(suite, { mode: 'clean', seed });
      expect(lines(report)).toEqual([]);
      expect(report.verdict.exitCode).toBe(0);
      expect(report.health.throttled).toBe(0);
      expect(report.health.requests).toBeLessThanOrEqual(mostRequests);
    });

    test.each(SEEDS)('the faithful emulator shows every drift of the version, each known, on seed %s', async (seed) => {
      const report = await runSuite(suite, { seed });
      expect(report.findings.filter(({ baseline }) => baseline.state !== 'known').map(lineOf)).toEqual([]);
      expect(shownDrifts(report, version)).toEqual(drifts(version));
      expect(report.health.requests).toBeLessThanOrEqual(mostRequests);
    });
  });
}

const lineOf = ({ check, operation, message }: Finding) => `${check} on ${operation}: ${message}`;

/** The drifts that a run of the version can show beside each other: all that show, but that of a version that is gone. */
function drifts(version: NpqVersion): string[] {
  const ids = npqExpected(version).map(({ defect }) => defect);
  return ids.filter((id) => /^D\d+$/.test(id) && id !== 'D28').sort();
}

/**
 * Drifts that the baseline knows the findings by, and those that it knows a consequence by: the refusal of a date filter (D19) hides behind
 * the refusals of lists (D13), for it has the same status.
 */
function shownDrifts({ findings }: RunReport, version: NpqVersion): string[] {
  const known = findings.flatMap(({ baseline }) => (baseline.state === 'known' ? [baseline.deviation.id] : []));
  const behind = findings
    .flatMap(({ consequences }) => consequences)
    .flatMap(({ check, signature }) =>
      baselineOf(version).flatMap((entry) =>
        entry.check === check && entry.signature === signature ? [entry.id] : [],
      ),
    );
  return [...new Set([...known, ...behind])].sort();
}
