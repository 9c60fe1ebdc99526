import { runSuite } from 'assay';
import { describe, expect, test } from 'vitest';
import { withVirtualEmulator } from '../../src/cli/emulation.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import type { LimitReport } from '../../src/model/limit.ts';
import { checkLimit } from '../../src/run/limits.ts';
import { lines } from './matrix.ts';

const SUITE = 'limited/v1';

async function check(...defects: string[]): Promise<LimitReport> {
  const config = await resolveConfig(SUITE, { defects }, { cwd: '.', env: {} });
  return withVirtualEmulator(config, (ready, virtual) =>
    checkLimit(ready, { version: '0.0.0', time: 'virtual', idle: true, virtual }),
  );
}

const failures = ({ verdicts }: LimitReport) =>
  verdicts.flatMap(({ id, outcome }) => (outcome.kind === 'fail' ? [id] : []));

describe('the suite limited/v1', () => {
  test('raises nothing in virtual time, and never meets its limit', async () => {
    const report = await runSuite(SUITE, { propertyRuns: '40', budget: '200' });
    expect(lines(report)).toEqual([]);
    expect(report.verdict.exitCode).toBe(0);
    expect(report.health.throttled).toBe(0);
  });

  test('keeps its documented limit: every answer rests on a clause of its own', async () => {
    const report = await check();
    expect(failures(report)).toEqual([]);
    expect(report.result.exitCode).toBe(0);
    const clauses = Object.fromEntries(report.verdicts.map(({ id, clause }) => [id, clause]));
    expect(clauses).toMatchObject({
      'limit-quota-over': { kind: 'requirement', id: 'LIMIT-RATE-01' },
      'limit-algorithm': { kind: 'requirement', id: 'LIMIT-RATE-02' },
      'limit-isolation': { kind: 'requirement', id: 'LIMIT-RATE-03' },
      'limit-refusal-answer': { kind: 'requirement', id: 'LIMIT-RATE-04' },
      'limit-headers': { kind: 'requirement', id: 'LIMIT-RATE-05' },
    });
  });

  test.each([
    ['fixed-window-epoch', ['limit-quota-over', 'limit-algorithm']],
    ['keyed-by-spelling', ['limit-aliasing']],
    ['keyed-by-ip', ['limit-quota-under', 'limit-isolation']],
    ['refusal-503', ['limit-refusal-answer']],
    ['refusal-403', ['limit-refusal-answer']],
    ['rack-attack', ['limit-quota-over', 'limit-algorithm', 'limit-aliasing', 'limit-refusal-answer']],
  ])('%s is found, and nothing else', async (defect, expected) => {
    expect(failures(await check(defect))).toEqual(expected);
  });

  test('what is wrong with a refusal by its description is said', async () => {
    const report = await check('rack-attack');
    expect(report.verdicts.find(({ id }) => id === 'limit-refusal-answer')?.outcome).toMatchObject({
      message: expect.stringMatching(/is text\/plain.*the header retry-after must be there/s),
    });
    const worded = await check('gravitee-quota');
    expect(worded.verdicts.find(({ id }) => id === 'limit-refusal-answer')?.outcome).toMatchObject({
      message: expect.stringMatching(/Body at .*expected/),
    });
  });
});
