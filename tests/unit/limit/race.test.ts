import { describe, expect, test } from 'vitest';
import { studyOf } from '../../../src/limit/study.ts';
import { race } from '../../../src/limit/verdict/keys.ts';
import { rolling } from '../../simulation/claim.ts';
import { NETWORKS, type SimulatedLimiter, simulate } from '../../simulation/network.ts';

const CLAIM = rolling(100, 60_000);

/** A log whose entries are seen only so long after they were made: what is in between gets past it. */
function log(lagMs: number): SimulatedLimiter {
  const passed: number[] = [];
  return {
    decide: (_key, atMs) => {
      const visible = passed.filter((at) => at > atMs - CLAIM.windowMs && at <= atMs - lagMs).length;
      if (visible >= CLAIM.requests) return { status: 429 };
      passed.push(atMs);
      return { status: 200 };
    },
  };
}

function raced(limiter: SimulatedLimiter, asked = true) {
  const setup = { claim: CLAIM, roles: [], aliases: [], idle: true, race: asked };
  const { session, stopped } = simulate(setup, limiter, NETWORKS.L0, 3);
  const study = studyOf({
    claim: CLAIM,
    preflight: session.preflight,
    quietSinceMs: session.quietSinceMs,
    observations: session.observations,
  });
  const outcome = race.judge({ study, race: asked, aliases: [], ...(stopped ? { stopped } : {}) });
  return { outcome, session };
}

describe('a volley at once', () => {
  test('gets no more than the quota from a limiter that counts as it looks', () => {
    const { outcome, session } = raced(log(0));
    expect(outcome.kind).toBe('pass');
    expect(session.watch.refusals).toBeLessThanOrEqual(16);
  });

  test('gets past a limiter that looks first and counts later, which is said with how many', () => {
    const { outcome, session } = raced(log(50));
    expect(outcome).toMatchObject({ kind: 'fail', message: expect.stringMatching(/got \d+ requests past the quota/) });
    expect(session.watch.refusals).toBeLessThanOrEqual(16);
  });

  test('goes out together: the last is sent before the first is answered', () => {
    const { session } = raced(log(0));
    const filling = session.observations.filter(({ step }) => step === 'C2');
    const together = filling.map(
      ({ sentAt, receivedAt }) => filling.filter((one) => one.sentAt >= sentAt && one.sentAt < receivedAt).length,
    );
    expect(Math.max(...together)).toBeGreaterThanOrEqual(8);
  });

  test('is not sent unless it is asked for', () => {
    expect(raced(log(50), false).outcome).toEqual({ kind: 'skip', reason: 'asked for with --race only' });
  });

  test('is inconclusive where nothing is refused', () => {
    expect(raced({ decide: () => ({ status: 200 }) }).outcome.kind).toBe('inconclusive');
  });
});
