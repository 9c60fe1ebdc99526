import { describe, expect, it } from 'vitest';
import type { RunReport, RunVerdict } from '../../../src/model/run-report.ts';
import { mergeReports } from '../../../src/run/merge.ts';
import { runAgainst } from './shared/run-against.ts';

const DOCUMENT = `openapi: 3.1.0
info: { title: Merge, version: '1' }
paths: { /a: { get: { responses: { '200': { description: ok } } } } }
`;

/** A real report, under another name and verdict. */
async function reportOf(suite: string, verdict: Partial<RunVerdict> = {}): Promise<RunReport> {
  const { report } = await runAgainst(DOCUMENT, () => ({ status: 200 }));
  return { ...report, run: { ...report.run, suite }, verdict: { ...report.verdict, ...verdict } };
}

describe('several reports as one', () => {
  it('is the report itself when there is one, and an error for none', async () => {
    const one = await reportOf('one');
    expect(mergeReports([one])).toBe(one);
    expect(() => mergeReports([])).toThrow(RangeError);
  });

  it('adds up what was sent and keeps what each was asked by', async () => {
    const [one, two] = [await reportOf('one'), await reportOf('two')];
    const merged = mergeReports([one, two]);
    expect(merged.health.requests).toBe(one.health.requests + two.health.requests);
    expect(merged.health.byStatus['200']).toBe((one.health.byStatus['200'] ?? 0) + (two.health.byStatus['200'] ?? 0));
    expect(merged.coverage).toHaveLength(2);
    expect(merged.invocations).toHaveLength(2);
    expect(merged.run.suite).toBe('one, two');
    expect(merged.verdict).toMatchObject({ exitCode: 0, reason: 'nothing new in 2 suites, 2 of 2 operations reached' });
  });

  const verdicts: Record<string, Partial<RunVerdict>> = {
    conformant: {},
    inconclusive: { outcome: 'inconclusive', exitCode: 4, reason: 'nothing was tested' },
    failed: { outcome: 'failed', exitCode: 5, reason: 'a plug-in failed' },
    findings: { outcome: 'not-conformant', exitCode: 1, reason: '1 new finding', newFindings: 1 },
  };

  it.each([
    [['conformant', 'inconclusive'], 4],
    [['inconclusive', 'failed'], 5],
    [['failed', 'findings', 'conformant'], 1],
    [['findings', 'findings'], 1],
  ])('of %j ends with the worst, in any order', async (names, exitCode) => {
    const reports = await Promise.all(names.map((name, index) => reportOf(`${name}${index}`, verdicts[name])));
    for (const order of [reports, [...reports].reverse()]) {
      const { verdict } = mergeReports(order);
      expect(verdict.exitCode).toBe(exitCode);
      for (const { run, verdict: own } of order)
        if (own.exitCode !== 0) expect(verdict.reason).toContain(`in ${run.suite}, ${own.reason}`);
      expect(verdict.newFindings).toBe(names.filter((name) => name === 'findings').length);
    }
  });
});
