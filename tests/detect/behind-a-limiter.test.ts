import { describe, expect, test } from 'vitest';
import { withVirtualEmulator } from '../../src/cli/emulation.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { type Clock, systemClock } from '../../src/kernel/clock.ts';
import { parseRate } from '../../src/model/rate-policy.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { run } from '../../src/run/run.ts';
import { gate } from '../../src/sandbox/limiter/gate/gate.ts';
import { forAll } from '../../src/sandbox/limiter/gate/keys.ts';
import { limiterPresets } from '../../src/sandbox/limiter/presets/index.ts';
import { serve } from '../../src/sandbox/shared/serve.ts';
import { lines } from './matrix.ts';
import { REFERENCE_EXPECTED } from './reference.expected.ts';

interface Governed {
  readonly report: RunReport;
  readonly refused: number;
  readonly spentMs: number;
}

/** Run the reference suite at the whole documented rate, the emulator behind a limiter of that rate, both by one clock: one that moves when slept on, or the real one. */
async function runBehind(limiter: string, limit: string, defects: readonly string[], real?: Clock): Promise<Governed> {
  const flags = { mode: 'clean', defects, rate: limit, undeclaredMethods: true } as const;
  const config = await resolveConfig('reference/v1', flags, { cwd: '.', env: {} });
  return withVirtualEmulator(config, async (ready, { clock: virtual, fetch }) => {
    const clock = real ?? virtual;
    const preset = limiterPresets.get(limiter);
    const door = gate(preset.rules(parseRate(limit), 1).map((rule) => ({ ...rule, key: forAll })));
    let refused = 0;
    const began = clock.monotonic();
    const serving = await serve({
      fetch: async (request) => {
        const admission = door.admit({ authorization: null, ip: '127.0.0.1', nowMs: clock.now() });
        if (!admission.refused) return (await fetch?.(request)) ?? new Response(null, { status: 500 });
        refused++;
        return new Response(admission.refused.body, { status: admission.refused.status, headers: admission.headers });
      },
    });
    try {
      const report = await run({ ...ready, baseUrl: serving.url }, { version: '0.0.0', clock });
      return { report, refused, spentMs: clock.monotonic() - began };
    } finally {
      await serving.close();
    }
  });
}

/** One defect of each check, all of which a run must still find. */
const SAMPLE = [...new Map(REFERENCE_EXPECTED.map((one) => [one.check, one])).values()].filter(
  (_, index) => index % 4 === 0,
);

describe.each(['100/10s', '200/1m'])('behind a limiter of %s', (limit) => {
  test.each(['sliding-log', 'fixed-window-epoch', 'sliding-counter', 'token-bucket', 'penalty'])(
    'that is a %s a correct API raises nothing, and the limit is never met',
    async (limiter) => {
      const { report, refused, spentMs } = await runBehind(limiter, limit, []);
      expect(refused).toBe(0);
      expect(lines(report)).toEqual([]);
      expect(report.verdict.exitCode).toBe(0);
      expect(report.health.throttled).toBe(0);
      // The rate was used, not avoided: no more than the quotas that the requests need, and one for the trickle.
      const { requests, windowMs } = parseRate(limit);
      expect(spentMs).toBeLessThan((report.health.requests / requests + 1) * windowMs * 1.1);
    },
  );

  test.each(SAMPLE)('$defect is still found by $check', async ({ defect, check, also = [] }) => {
    const { report, refused } = await runBehind('sliding-counter', limit, [defect]);
    expect(refused).toBe(0);
    expect(report.findings.some((finding) => finding.check === check)).toBe(true);
    expect(report.findings.filter((finding) => ![check, ...also].includes(finding.check))).toEqual([]);
  });
});

test('behind a real limiter of 100 per 10 s, in real time, the limit is never met', { timeout: 120_000 }, async () => {
  const { report, refused, spentMs } = await runBehind('sliding-counter', '100/10s', [], systemClock);
  expect(refused).toBe(0);
  expect(lines(report)).toEqual([]);
  expect(report.verdict.exitCode).toBe(0);
  expect(report.health.requests).toBeGreaterThan(150);
  expect(spentMs).toBeGreaterThan(10_000);
});
