import { describe, expect, test } from 'vitest';
import { manualClock } from '../../src/kernel/clock.ts';
import type { LimitReport } from '../../src/model/limit.ts';
import type { LimitOptions } from '../../src/run/limits.ts';
import { limitedAt } from '../../src/sandbox/limited/definition.ts';
import { probeInProcess } from './probe-in-process.ts';

const RATE = { requests: 1_000, windowMs: 300_000 };

/** One battery: every question in one probe of 1,000 in 300 s. */
async function battery(defects: readonly string[], options: Omit<Partial<LimitOptions>, 'clock'> = {}) {
  const clock = manualClock();
  const emulator = limitedAt(RATE).create({ mode: 'clean', defects, clock });
  const report = await probeInProcess(emulator, RATE, { clock, status: 429, ...options });
  return { report, outcomes: Object.fromEntries(report.verdicts.map(({ id, outcome }) => [id, outcome.kind])) };
}

const windowsOf = ({ finishedAtMs, observations }: LimitReport) =>
  (finishedAtMs - (observations.find(({ role }) => role === 'victim')?.sentAt ?? 0)) / RATE.windowMs;

describe('the whole battery, 1,000 in 300 s, virtual time', () => {
  test('answers every question of a limiter that keeps its promise, in one window and one quota', async () => {
    const { report, outcomes } = await battery([]);
    expect(outcomes).toEqual({
      'limit-quota-over': 'pass',
      'limit-quota-under': 'pass',
      'limit-algorithm': 'pass',
      'limit-window': 'pass',
      'limit-isolation': 'pass',
      'limit-consumption': 'pass',
      'limit-aliasing': 'pass',
      'limit-refusals': 'pass',
      'limit-recovery': 'pass',
      'limit-refusal-answer': 'pass',
      'limit-retry-after': 'pass',
      'limit-headers': 'pass',
      'limit-documented': 'skip',
      'limit-race': 'skip',
      'limit-steadiness': 'pass',
    });
    expect(report.requests).toBeLessThanOrEqual(1_100);
    expect(report.refusals).toBeLessThanOrEqual(16);
    expect(windowsOf(report)).toBeLessThan(1.05);
  });

  // Several things are wrong at once, as in life; each is found by its own question, in the same probe.
  test.each([
    [
      ['fixed-window-epoch', 'keyed-by-spelling', 'lie-limit-doubled'],
      ['limit-quota-over', 'limit-algorithm', 'limit-aliasing', 'limit-headers'],
      1.05,
    ],
    [
      ['quota-one-less', 'refusal-503', 'lie-retry-after-too-long'],
      ['limit-quota-under', 'limit-refusal-answer', 'limit-retry-after'],
      1.05,
    ],
    [['window-longer', 'lie-remaining-stuck'], ['limit-quota-under', 'limit-headers'], 1.3],
    [['sliding-log-refusals-counted'], ['limit-quota-under', 'limit-refusals'], 1.3],
    [['keyed-for-all'], ['limit-isolation', 'limit-consumption'], 1.3],
  ] as const)('%j: %j', async (defects, found, within) => {
    const { report, outcomes } = await battery(defects);
    const failed = Object.keys(outcomes).filter((id) => outcomes[id] === 'fail');
    expect(failed).toEqual(expect.arrayContaining([...found]));
    expect(report.result.exitCode).toBe(1);
    expect(report.requests).toBeLessThanOrEqual(1_400);
    expect(report.refusals).toBeLessThanOrEqual(16);
    expect(windowsOf(report)).toBeLessThan(within);
  });

  test.each([
    [[], 'pass'],
    [['kong'], 'fail'],
    [['visibility-lag'], 'fail'],
  ] as const)('with a volley at once, %j: %s', async (defects, outcome) => {
    const { report, outcomes } = await battery(defects, { race: true });
    expect(outcomes['limit-race']).toBe(outcome);
    expect(report.refusals).toBeLessThanOrEqual(16);
  });
});
