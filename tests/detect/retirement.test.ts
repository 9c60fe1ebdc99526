import { fileURLToPath } from 'node:url';
import { runSuite } from 'assay';
import { describe, expect, test } from 'vitest';

const SUITE = fileURLToPath(new URL('../fixtures/suites/retired.suite.ts', import.meta.url));
const run = (env: string, ...defects: readonly string[]) => runSuite(SUITE, { env, defects: [...defects] });

describe('a version and what its suite says of it', () => {
  test('retired and gone: conformant, with one request per operation', async () => {
    const report = await run('gone', 'version-gone');
    expect(report.findings).toEqual([]);
    expect(report.verdict.exitCode).toBe(0);
    expect(report.health.requests).toBe(report.coverage.length);
  });

  test('retired and still answering: a finding, and nothing else is held against it', async () => {
    const report = await run('gone');
    expect([...new Set(report.findings.map(({ check }) => check))]).toEqual(['version-retirement']);
    expect(report.verdict.exitCode).toBe(1);
  });

  test('promised and gone: one finding', async () => {
    const report = await run('promised', 'version-gone');
    expect(report.findings.map(({ check, operation }) => [check, operation])).toEqual([
      ['version-retirement', 'GET /parcels'],
    ]);
    expect(report.verdict.exitCode).toBe(1);
  });

  test.each(['v1', 'v2'])(
    'NPQ %s promised and gone: one finding, though its requirements are declared',
    async (version) => {
      const report = await runSuite(`npq-registration/${version}`, { mode: 'clean', defects: ['D28'] });
      expect(report.findings.map(({ check }) => check)).toEqual(['version-retirement']);
    },
  );

  test('gone where nothing is said: nothing was tested', async () => {
    const report = await run('emulator', 'version-gone');
    expect(report.findings).toEqual([]);
    expect(report.verdict.exitCode).toBe(4);
  });
});
