import { runSuite } from 'assay';
import { afterAll, describe, expect, test } from 'vitest';
import { type Detected, detect, type Expected, lines, score } from './matrix.ts';

/** The matrix of one version of the NPQ API. */
export interface NpqMatrix {
  readonly version: 'v1' | 'v2' | 'v3';
  readonly expected: readonly Expected[];
  /** Ids of the deviations that the faithful emulator shows and the baseline knows. */
  readonly known: readonly string[];
  readonly mostRequests: number;
}

/** Every defect found alone, the clean emulator silent on three seeds, the faithful one known to the last finding. */
export function describeNpqMatrix({ version, expected: all, known, mostRequests }: NpqMatrix): void {
  const suite = `npq-registration/${version}`;
  const rows: Detected[] = [];

  describe(`NPQ registration ${version}: detection matrix`, () => {
    test.each(all)('$defect is found by $check, and nothing else', async (expected) => {
      const row = await detect(suite, expected);
      rows.push(row);
      expect(row.unexpected).toEqual([]);
      expect(row.found).toBe(true);
    });
    afterAll(() => console.log(score(`NPQ registration ${version}`, rows)));

    test.each(['1', '2', '3'])('the clean emulator is silent on seed %s', async (seed) => {
      const report = await runSuite(suite, { mode: 'clean', seed });
      expect(lines(report)).toEqual([]);
      expect(report.verdict.exitCode).toBe(0);
      expect(report.health.requests).toBeLessThanOrEqual(mostRequests);
    });

    test('the faithful emulator shows every listed deviation, all known to the baseline, and nothing else', async () => {
      const report = await runSuite(suite, {});
      const shown = report.findings.flatMap(({ baseline }) =>
        baseline.state === 'known' ? [baseline.deviation.id] : [],
      );
      const unknown = report.findings.filter(({ baseline }) => baseline.state !== 'known');
      expect(unknown.map(({ message }) => message)).toEqual([]);
      expect([...new Set(shown)].sort()).toEqual([...known].sort());
      expect(report.vanished).toEqual([]);
      expect(report.health.requests).toBeLessThanOrEqual(mostRequests);
    });
  });
}
