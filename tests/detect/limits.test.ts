import { describe, expect, test } from 'vitest';
import { withVirtualEmulator } from '../../src/cli/emulation.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { manualClock } from '../../src/kernel/clock.ts';
import type { LimitReport } from '../../src/model/limit.ts';
import { checkLimit } from '../../src/run/limits.ts';
import { limitedAt } from '../../src/sandbox/limited/definition.ts';
import { limiterPresets } from '../../src/sandbox/limiter/presets/index.ts';
import type { LimiterFamily } from '../../src/sandbox/limiter/presets/preset.ts';
import { probeInProcess } from './probe-in-process.ts';

const RATE = { requests: 1_000, windowMs: 300_000 };

/** What each family of the sandbox may be called by a prober that sees one request at a time, as virtual time does. */
const NAMES: Readonly<Record<LimiterFamily, readonly string[]>> = {
  'sliding-log': ['sliding-log'],
  'sliding-log-refusals-counted': ['sliding-log-counting-refusals'],
  'fixed-window-epoch': ['fixed-window-epoch'],
  'fixed-window-first-request': ['fixed-window-first-request'],
  'sliding-counter': ['sliding-counter'],
  'sliding-counter-refusals-counted': ['sliding-counter-counting-refusals', 'sliding-counter'],
  'token-bucket': ['token-bucket'],
  smoothing: ['smoothing'],
  penalty: ['penalty'],
  block: ['block'],
  // Without two requests in flight nothing of these can be seen.
  concurrency: ['none', 'concurrency'],
  nodes: ['several-counters', 'none', 'fixed-window-epoch', 'fixed-window-first-request', 'token-bucket'],
  'visibility-lag': ['sliding-log', 'several-counters', 'fixed-window-epoch', 'fixed-window-first-request', 'none'],
  none: ['none'],
};

const outcome = (report: LimitReport, id: string) => report.verdicts.find((verdict) => verdict.id === id)?.outcome.kind;

describe('limits: every preset of the sandbox, 1,000 in 300 s, virtual time', () => {
  test.each(limiterPresets.all)('$id', async ({ id, family, deviation }) => {
    const definition = limitedAt(RATE);
    const clock = manualClock();
    const emulator = definition.create({ mode: 'clean', defects: id === 'sliding-log' ? [] : [id], clock });
    const report = await probeInProcess(emulator, RATE, { clock });
    const named = report.explanations.map((one) => one.family);
    const said = `${named.join(' | ')}; ${report.result.outcome}; ${report.certificates.map(({ words }) => words).join('; ')}; ${report.stopped ?? ''}`;
    if (deviation === 'never')
      expect([id, outcome(report, 'limit-quota-over'), outcome(report, 'limit-quota-under')], said).toEqual([
        id,
        'pass',
        'pass',
      ]);
    // A probe that stopped itself for safety has seen too little to name anything, and says so.
    if (!report.stopped)
      expect(
        NAMES[family].some((name) => named.includes(name)),
        `${family} was called ${said}`,
      ).toBe(true);
    if (deviation !== 'never' && family !== 'concurrency' && family !== 'visibility-lag')
      expect(report.result.exitCode, said).not.toBe(0);
    expect(report.refusals).toBeLessThanOrEqual(16);
    expect(report.requests).toBeLessThanOrEqual(1_400);
  });
});

describe('limits: NPQ registration v3, 1,000 in 300 s, rolling', () => {
  const check = async (defects: readonly string[], mode: 'clean' | 'faithful' = 'clean') => {
    const config = await resolveConfig('npq-registration/v3', { mode, defects }, { cwd: '.', env: {} });
    return withVirtualEmulator(config, (ready, virtual) =>
      checkLimit(ready, { version: '0.0.0', time: 'virtual', idle: true, virtual }),
    );
  };
  const failures = (report: LimitReport) =>
    report.verdicts.filter(({ outcome: one }) => one.kind === 'fail').map(({ id }) => id);

  test('the clean emulator, a true sliding log, passes', async () => {
    const report = await check([]);
    expect(failures(report)).toEqual([]);
    expect(report.result.exitCode).toBe(0);
  });

  test('the faithful emulator: the fixed window and the aliases are found, early and explained', async () => {
    const report = await check([], 'faithful');
    expect(failures(report)).toEqual(['limit-quota-over', 'limit-algorithm', 'limit-aliasing']);
    expect(report.verdicts.find(({ id }) => id === 'limit-algorithm')?.outcome).toMatchObject({
      message: expect.stringMatching(
        /^documented rolling, is a fixed window aligned to the clock; up to 2000 requests pass around a boundary; certificate: \d+ requests/,
      ),
    });
    const begin = report.observations.find(({ role }) => role === 'victim')?.sentAt ?? 0;
    expect(report.finishedAtMs - begin).toBeLessThan(0.33 * 300_000);
  });

  test('each switch by itself', async () => {
    expect(failures(await check(['D1']))).toEqual(['limit-quota-over', 'limit-algorithm']);
    expect(failures(await check(['credential-aliasing']))).toEqual(['limit-aliasing']);
  });
});
