import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { judgeSummaries, k6Files } from '../../../src/limit/index.ts';
import { loadPlan } from '../../../src/limit/k6/steps.ts';
import { limitedAt } from '../../../src/sandbox/limited/definition.ts';
import { serve } from '../../../src/sandbox/shared/serve.ts';
import { rolling } from '../../simulation/claim.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-k6-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Long enough for a boundary of the clock to be told from the ageing of the first cohort.
const claim = rolling(60, 20_000);
const subject = (url: string) => ({
  claim,
  subject: 'tides',
  url,
  method: 'GET' as const,
  header: 'authorization',
});
const k6 = process.env['ASSAY_K6'] ?? 'k6';
const missing = spawnSync(k6, ['version']).status === 0 ? undefined : 'no k6 on the path, nor in ASSAY_K6';

function summary(admitted: Record<string, number> = {}, runners = 1): string {
  const { steps } = loadPlan(claim);
  const metrics = Object.fromEntries(
    steps.flatMap((step) => {
      const let_in = admitted[step.id] ?? step.admitted;
      return [
        [`rl_admitted{step:${step.id}}`, { values: { count: let_in } }],
        [`rl_refused{step:${step.id}}`, { values: { count: step.requests - let_in } }],
      ];
    }),
  );
  return JSON.stringify({ assayLimit: 1, runners, settings: { subject: 'tides', steps }, metrics });
}

describe('k6 export', () => {
  test('the script is well typed by @types/k6', () => {
    const files = k6Files(subject('http://127.0.0.1:1/stations'), 1);
    writeFileSync(join(folder, 'limit.ts'), files['limit.ts'] ?? '');
    const root = resolve('.');
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          target: 'ES2022',
          module: 'ESNext',
          moduleResolution: 'bundler',
          types: ['k6'],
          typeRoots: [join(root, 'node_modules/@types')],
          paths: {
            k6: [join(root, 'node_modules/@types/k6/index.d.ts')],
            'k6/*': [join(root, 'node_modules/@types/k6/*')],
          },
        },
        files: ['limit.ts'],
      }),
    );
    const checked = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
      encoding: 'utf8',
    });
    expect(checked.stdout).toBe('');
    expect(checked.status).toBe(0);
  });

  test('the manifest carries the parallelism, and no file a secret', () => {
    const files = k6Files(subject('http://127.0.0.1:1/stations'), 3);
    expect(files['testrun.yaml']).toContain('parallelism: 3');
    expect(files['testrun.yaml']).toContain('name: assay-limit-tides');
    expect(Object.values(files).join('')).not.toContain('Bearer');
  });
});

describe('k6 import', () => {
  test('counts as promised pass; one too many fails; missing requests are inconclusive', () => {
    expect(judgeSummaries([summary()]).exitCode).toBe(0);
    const failed = judgeSummaries([summary({ boundary: 1 })]);
    expect([failed.exitCode, failed.reason]).toEqual([1, expect.stringContaining('boundary')]);
    expect(
      judgeSummaries([summary().replace(/"rl_admitted\{step:late\}":\{"values":\{"count":\d+\}\},/, '')]).exitCode,
    ).toBe(4);
  });

  test('several runners are judged by their sum, and none may be missing', () => {
    const half = JSON.parse(summary({}, 2));
    const other = JSON.parse(summary({}, 2));
    for (const [name, metric] of Object.entries<{ values: { count: number } }>(half.metrics)) {
      const count = Math.floor(metric.values.count / 2);
      other.metrics[name].values.count = metric.values.count - count;
      metric.values.count = count;
    }
    expect(judgeSummaries([JSON.stringify(half), JSON.stringify(other)]).exitCode).toBe(0);
    expect(() => judgeSummaries([JSON.stringify(half)])).toThrow(/2 runners/);
    expect(() => judgeSummaries(['{}'])).toThrow(/no summary of an exported/);
  });

  test.skipIf(missing)(
    `the real k6 against a true sliding log and a fixed window${missing ? ` (skipped: ${missing})` : ''}`,
    { timeout: 200_000 },
    async () => {
      const run = async (defects: string[]) => {
        const serving = await serve(limitedAt(claim).create({ mode: 'clean', defects, clock: systemClock }));
        const file = join(folder, `summary-${defects.join('') || 'clean'}.json`);
        writeFileSync(join(folder, 'run.ts'), k6Files(subject(`${serving.url}/stations`), 1)['limit.ts'] ?? '');
        const done = new Promise<number | null>((finished) =>
          spawn(k6, ['run', '--quiet', '--no-usage-report', join(folder, 'run.ts')], {
            env: { ...process.env, ASSAY_LIMIT_KEY: 'Bearer east-token', ASSAY_LIMIT_SUMMARY: file },
          }).on('close', finished),
        );
        const code = await done;
        await serving.close();
        return { code, verdict: judgeSummaries([readFileSync(file, 'utf8')]) };
      };
      const clean = await run([]);
      expect([clean.code, clean.verdict.reason]).toEqual([0, 'every step was admitted and refused as promised']);
      const fixed = await run(['fixed-window-epoch']);
      expect(fixed.verdict.exitCode, fixed.verdict.reason).toBe(1);
      expect(fixed.code).not.toBe(0);
    },
  );
});
