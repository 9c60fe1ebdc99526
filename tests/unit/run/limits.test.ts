import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { manualClock } from '../../../src/kernel/clock.ts';
import type { LimitReport } from '../../../src/model/limit.ts';
import { checkLimit, judgeLog, type LimitEvent, type LimitOptions } from '../../../src/run/limits.ts';
import { limitedAt } from '../../../src/sandbox/limited/definition.ts';
import { type Serving, serve } from '../../../src/sandbox/shared/serve.ts';
import { probeInProcess } from '../../detect/probe-in-process.ts';

const RATE = { requests: 300, windowMs: 120_000 };
const env = { EAST: 'Bearer east-token' };

const outcomes = (report: LimitReport) =>
  Object.fromEntries(report.verdicts.map(({ id, outcome }) => [id, outcome.kind]));

async function inProcess(defects: string[], options: Omit<Partial<LimitOptions>, 'clock'> = {}) {
  const clock = manualClock();
  return probeInProcess(limitedAt(RATE).create({ mode: 'clean', defects, clock }), RATE, { clock, ...options });
}

describe('a limit check in process', () => {
  test('a true sliding log passes every question', async () => {
    const report = await inProcess([]);
    expect(report.result).toMatchObject({ outcome: 'conformant', exitCode: 0 });
    expect(Object.values(outcomes(report))).not.toContain('fail');
    expect(outcomes(report)).toMatchObject({
      'limit-isolation': 'pass',
      'limit-consumption': 'pass',
      'limit-aliasing': 'pass',
      'limit-headers': 'pass',
      'limit-retry-after': 'pass',
    });
  });

  test.each([
    ['keyed-by-spelling', 'limit-aliasing'],
    ['keyed-by-ip', 'limit-isolation'],
    ['keyed-for-all', 'limit-consumption'],
    ['refusal-503', 'limit-refusal-answer'],
    ['fixed-window-epoch', 'limit-algorithm'],
    ['quota-one-more', 'limit-quota-over'],
    ['quota-one-less', 'limit-quota-under'],
  ])('%s is found by %s', async (defect, id) => {
    const report = await inProcess([defect], { status: 429 });
    expect(outcomes(report)[id], JSON.stringify(report.verdicts.find((one) => one.id === id)?.outcome)).toBe('fail');
    expect(report.result.exitCode).toBe(1);
  });

  test('the log alone gives the same report, and holds no secret', async () => {
    const events: LimitEvent[] = [];
    const report = await inProcess(['token-bucket'], { onEvent: (event) => events.push(event) });
    const text = events.map((event) => JSON.stringify(event)).join('\n');
    expect(judgeLog(text, '0.0.0')).toEqual(report);
    expect(text).not.toContain('east-token');
    expect(judgeLog(text.slice(0, text.length * 0.6), '0.0.0').result.outcome).toBe('inconclusive');
  });

  test('the same check twice gives the same log', async () => {
    const logs = await Promise.all(
      [1, 2].map(async () => {
        const events: LimitEvent[] = [];
        await inProcess([], { onEvent: (event) => events.push(event) });
        return JSON.stringify(events);
      }),
    );
    expect(logs[0]).toBe(logs[1]);
  });

  test('an interrupted check goes on where it stopped', async () => {
    const clock = manualClock();
    const emulator = limitedAt(RATE).create({ mode: 'clean', defects: [], clock });
    const events: LimitEvent[] = [];
    const stop = new AbortController();
    const first = probeInProcess(emulator, RATE, {
      clock,
      signal: stop.signal,
      onEvent: (event) => {
        events.push(event);
        if (event.type === 'limit-waiting' && event.why.includes('boundary falls')) return;
        if (
          event.type === 'limit-waiting' &&
          events.some((one) => one.type === 'limit-answer' && one.observation.step === 'confirm')
        )
          stop.abort(new Error('interrupted'));
      },
    });
    await expect(first).rejects.toThrow('interrupted');
    const report = await probeInProcess(emulator, RATE, {
      clock,
      resume: events.map((event) => JSON.stringify(event)).join('\n'),
    });
    expect(report.result.outcome).toBe('conformant');
    expect(report.observations.filter(({ step }) => step === 'C1')).toHaveLength(12);
    expect(report.requests).toBeLessThanOrEqual(RATE.requests * 1.4);
  });

  test('the plan is shown before anything is sent, and nothing is sent without consent', async () => {
    let asked = 0;
    const clock = manualClock();
    const emulator = limitedAt(RATE).create({ mode: 'clean', clock });
    const counting = {
      fetch: (request: Request) => {
        asked++;
        return emulator.fetch(request);
      },
    };
    const refused = probeInProcess(counting, RATE, { clock, confirm: (plan) => plan.maxRequests > 10_000 });
    await expect(refused).rejects.toMatchObject({ code: 'limit-not-confirmed', kind: 'usage' });
    expect(asked).toBe(0);
  });
});

describe('a limit check over the network', () => {
  let serving: Serving;
  beforeAll(async () => {
    serving = await serve(
      limitedAt(RATE).create({ mode: 'clean', defects: ['fixed-window-first-request'], clock: manualClock() }),
    );
  });
  afterAll(() => serving.close());

  test('a served emulator is told the time with each request', async () => {
    const address = new URL(`${serving.url}/stations`);
    const config = await resolveConfig(
      address.href,
      { url: address.origin, headers: ['Authorization: env:EAST'] },
      { cwd: '.', env },
    );
    const report = await checkLimit(config, {
      version: '0.0.0',
      time: 'virtual',
      address,
      limit: RATE,
      algorithm: 'rolling',
      idle: true,
      virtual: { clock: manualClock() },
    });
    expect(report.explanations[0]?.family).toBe('fixed-window-first-request');
    expect(report.result.exitCode).toBe(1);
  });
});

describe('the guard', () => {
  const options = { version: '0.0.0', time: 'real' as const, limit: RATE };

  test('production is refused, whatever the flags', async () => {
    const config = await resolveConfig(
      'npq-registration/v3',
      { env: 'production', production: true },
      { cwd: '.', env: { NPQ_PRODUCTION_TOKEN: 'a-secret-value' } },
    );
    await expect(checkLimit(config, options)).rejects.toMatchObject({ kind: 'safety' });
    await expect(checkLimit(config, { ...options, calledSandbox: true })).rejects.toMatchObject({
      code: 'limit-environment',
    });
  });

  test('an address elsewhere must be called a sandbox by name', async () => {
    const address = new URL('https://api.example.org/things');
    const config = await resolveConfig(address.href, { url: address.origin }, { cwd: '.', env: {} });
    await expect(checkLimit(config, { ...options, address })).rejects.toMatchObject({ code: 'limit-environment' });
    await expect(
      checkLimit(config, { ...options, address, calledSandbox: true, confirm: () => false }),
    ).rejects.toMatchObject({ code: 'limit-not-confirmed' });
  });

  test('virtual time needs an emulator that can be told the time', async () => {
    const address = new URL('http://127.0.0.1/things');
    const config = await resolveConfig(address.href, { url: address.origin }, { cwd: '.', env: {} });
    const deaf = { clock: manualClock(), fetch: () => new Response('no') };
    await expect(checkLimit(config, { ...options, time: 'virtual', address, virtual: deaf })).rejects.toMatchObject({
      code: 'limit-virtual-time',
    });
  });
});
