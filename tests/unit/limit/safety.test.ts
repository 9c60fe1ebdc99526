import { describe, expect, test } from 'vitest';
import { createSafetyWatch, safetyLimits } from '../../../src/limit/probe/safety.ts';
import type { LimitObservation } from '../../../src/model/limit.ts';
import { rolling } from '../../simulation/claim.ts';
import { NETWORKS, type SimulatedLimiter, simulate } from '../../simulation/network.ts';

const CLAIM = rolling(200, 60_000);
const SETUP = { claim: CLAIM, roles: ['failing', 'other-key'] as const, aliases: ['a', 'b'], idle: true };

/** How a battery ends against a target that answers the requests of the key, counted from 1, in its own way. */
function endOf(answer: (count: number, refusals: number) => ReturnType<SimulatedLimiter['decide']>) {
  let count = 0;
  let refusals = 0;
  const { session, stopped } = simulate(
    SETUP,
    {
      decide: (key) => {
        if (key !== 'key') return { status: 200 };
        const decision = answer(++count, refusals);
        if (decision.status !== 200) refusals++;
        return decision;
      },
    },
    NETWORKS.L0,
    1,
  );
  return { stopped, sent: count, refusals: session.watch.refusals };
}

describe('a battery stops by itself', () => {
  test('after three server errors in a row, with no more sent than were on their way', () => {
    const { stopped, sent } = endOf((count) => ({ status: count > 50 ? 500 : 200 }));
    expect(stopped).toBe('3 server errors in a row');
    expect(sent).toBeLessThanOrEqual(53 + 12);
  });

  test('not for errors that come one at a time', () => {
    expect(endOf((count) => ({ status: count > 200 ? 429 : count % 30 === 0 ? 500 : 200 })).stopped).toBeUndefined();
  });

  test('when a refusal turns into a ban', () => {
    const { stopped, refusals } = endOf((count, refused) => ({ status: count <= 200 ? 200 : refused < 2 ? 429 : 403 }));
    expect(stopped).toMatch(/looks like a ban/);
    expect(refusals).toBeLessThanOrEqual(4);
  });

  test('when Retry-After grows with every refusal', () => {
    const { stopped, refusals } = endOf((count, refused) =>
      count <= 200 ? { status: 200 } : { status: 429, headers: [['retry-after', String(5 * 2 ** refused)]] },
    );
    expect(stopped).toMatch(/Retry-After grows|stay away/);
    expect(refusals).toBeLessThanOrEqual(5);
  });

  test('when it is asked to stay away for more than two windows', () => {
    const { stopped, refusals } = endOf((count) =>
      count <= 200 ? { status: 200 } : { status: 429, headers: [['retry-after', '3600']] },
    );
    expect(stopped).toMatch(/stay away for 3600 s, more than two windows/);
    expect(refusals).toBeLessThanOrEqual(2);
  });

  test('when the key is refused that had worked, or never works', () => {
    expect(endOf((count) => ({ status: count > 40 ? 401 : 200 })).stopped).toMatch(/although it had worked/);
    const never = endOf(() => ({ status: 401 }));
    expect(never.stopped).toMatch(/not accepted \(401\)/);
    expect(never.sent).toBeLessThanOrEqual(12);
  });

  test('at 16 refusals, whatever is refused', () => {
    const { refusals } = endOf((count) => ({ status: count % 2 === 0 ? 429 : 200 }));
    expect(refusals).toBeLessThanOrEqual(16);
  });
});

describe('the watch of a battery', () => {
  const watchOf = (usualMs: number) => createSafetyWatch(CLAIM, safetyLimits(CLAIM), () => usualMs);
  const answer = (index: number, sentAt: number, tookMs: number): LimitObservation => ({
    index,
    step: 'C2',
    role: 'victim',
    sentAt,
    receivedAt: sentAt + tookMs,
    status: 200,
    headers: [],
  });

  test('ends a probe under which answers get more than four times as slow', () => {
    const watch = watchOf(50);
    for (let i = 0; i < 100; i++) watch.observe(answer(i, i * 100, 60));
    expect(watch.stopped()).toBeUndefined();
    for (let i = 0; i < 8; i++) watch.observe(answer(i, 20_000 + i * 100, 600));
    expect(watch.stopped()).toBeUndefined();
    for (let i = 0; i < 8; i++) watch.observe(answer(i, 30_000 + i * 100, 600));
    expect(watch.stopped()).toMatch(/answers take 600 ms, over 4 times as long/);
    expect(watch.mayGoOn(0)).toBe(false);
  });

  test('ends a probe that takes longer than it may', () => {
    const watch = watchOf(50);
    watch.observe(answer(0, 0, 10));
    watch.observe(answer(1, safetyLimits(CLAIM).maxWallMs, 10));
    expect(watch.stopped()).toMatch(/longest time/);
  });

  test('counts what is on its way against the most that may be sent', () => {
    const watch = watchOf(50);
    const { maxRequests } = safetyLimits(CLAIM);
    expect(maxRequests).toBe(280);
    for (let i = 0; i < maxRequests - 5; i++) watch.observe(answer(i, i, 1));
    expect([watch.mayGoOn(4), watch.mayGoOn(5)]).toEqual([true, false]);
  });
});
