import { describe, expect, test } from 'vitest';
import { manualClock } from '../../src/kernel/clock.ts';
import type { LimitReport } from '../../src/model/limit.ts';
import { limitedAt } from '../../src/sandbox/limited/definition.ts';
import { probeInProcess } from './probe-in-process.ts';

const RATE = { requests: 200, windowMs: 60_000 };

/** Probe a preset of the emulator under a promise that says this of its window. */
function probe(preset: string, algorithm: 'rolling' | 'fixed' | 'unstated'): Promise<LimitReport> {
  const clock = manualClock();
  const emulator = limitedAt(RATE).create({ mode: 'clean', defects: [preset], clock });
  return probeInProcess(emulator, RATE, { clock, algorithm });
}

const outcome = (report: LimitReport, id: string) => report.verdicts.find((verdict) => verdict.id === id)?.outcome;

describe('what a promise says of its window decides what passes around a boundary', () => {
  test.each(['fixed-window-epoch', 'fixed-window-first-request'])(
    '%s is broken by a promise of a rolling window',
    async (preset) => {
      expect(outcome(await probe(preset, 'rolling'), 'limit-quota-over')?.kind).toBe('fail');
    },
  );

  test.each([
    ['fixed-window-epoch', 'fixed'],
    ['fixed-window-first-request', 'fixed'],
    ['fixed-window-epoch', 'unstated'],
    ['fixed-window-first-request', 'unstated'],
  ] as const)('%s keeps a promise whose window is %s', async (preset, algorithm) => {
    const report = await probe(preset, algorithm);
    const failed = report.verdicts.filter((verdict) => verdict.outcome.kind === 'fail');
    expect(failed.map(({ id, outcome: said }) => [id, said])).toEqual([]);
    expect(outcome(report, 'limit-quota-over')).toMatchObject({
      kind: 'pass',
      message: expect.stringContaining('up to 400 may pass'),
    });
  });

  test('a token bucket keeps no promise of windows', async () => {
    expect(outcome(await probe('token-bucket', 'fixed'), 'limit-quota-over')?.kind).toBe('fail');
  });
});
