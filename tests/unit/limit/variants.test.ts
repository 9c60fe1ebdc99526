import { describe, expect, test } from 'vitest';
import { classify } from '../../../src/limit/classify.ts';
import { timelineOf } from '../../../src/limit/family/timeline.ts';
import { tellingInstant } from '../../../src/limit/foresee.ts';
import { studyOf } from '../../../src/limit/study.ts';
import type { LimitObservation } from '../../../src/model/limit.ts';
import { rolling } from '../../simulation/claim.ts';
import { KINDS } from '../../simulation/limiters.ts';
import { NETWORKS, simulate } from '../../simulation/network.ts';
import { VARIANTS } from '../../simulation/variants.ts';

const ROLES = ['failing', 'other-key', 'bad-credential', 'no-credential'] as const;
const SETUP = { roles: ROLES, aliases: ['other'], idle: false };

/** A quarter of the quota that comes back at a boundary of the clock looks like all of it to a probe that asks for a twentieth. */
const KNOWN = 'token bucket, a quarter at a time';

describe('limiters unlike those of the classifier', () => {
  test.each(VARIANTS.filter(({ name }) => name !== KNOWN))('$name: no name that is not its own', (variant) => {
    const claim = rolling(500, 120_000);
    const { session } = simulate({ claim, ...SETUP }, variant.make(500, 120_000, 7), NETWORKS.L1, 23);
    const { preflight, quietSinceMs, observations } = session;
    const { classification } = studyOf({ claim, preflight, quietSinceMs, observations });
    if (classification.decided) expect(variant.families).toContain(classification.ranking[0]?.family);
    expect(session.watch.refusals).toBeLessThanOrEqual(16);
  });
});

describe('the probe of a true sliding log', () => {
  test.each(['L0', 'L1'] as const)(
    'costs at most a hundred requests beyond the quota and 1.05 windows on %s',
    (network) => {
      const claim = rolling(1_000, 300_000);
      const limiter = KINDS[0]?.make(1_000, 300_000, 1);
      if (!limiter) throw new Error('no limiter');
      const { session } = simulate({ claim, ...SETUP, aliases: ['a', 'b', 'c'] }, limiter, NETWORKS[network], 77);
      const begin = session.observations.find(({ role }) => role === 'victim')?.sentAt ?? 0;
      expect(session.watch.requests).toBeLessThanOrEqual(1_100);
      expect(session.nowMs - begin).toBeLessThanOrEqual(1.05 * claim.windowMs);
    },
  );
});

describe('the next question', () => {
  const claim = rolling(10, 100_000);
  const seen = (sentAt: number, status: number, index: number): LimitObservation => ({
    index,
    step: 'C1',
    role: 'victim',
    sentAt,
    receivedAt: sentAt + 10,
    status,
    headers: [],
  });
  const filled = Array.from({ length: 10 }, (_, index) => seen(1_000_000 + index * 1_000, 200, index));
  const input = (more: readonly LimitObservation[]) => ({
    claim,
    timeline: timelineOf([...filled, ...more], 429, () => 0),
    offset: { least: -10, most: 10 },
    announcedMs: [],
  });

  test('is asked at an instant at which the explanations that are left differ', () => {
    const evidence = input([seen(1_012_000, 429, 10), seen(1_013_000, 429, 11)]);
    const { surviving } = classify(evidence);
    expect(surviving.length).toBeGreaterThan(1);
    const instants = Array.from({ length: 100 }, (_, index) => 1_014_000 + index * 1_000);
    const telling = tellingInstant(evidence, instants, { tripMs: 10, requests: 8 });
    expect(telling).toBeDefined();
    expect(telling?.atMs).toBeGreaterThan(1_014_000);
  });

  test('is none when no instant tells them apart', () => {
    const evidence = input([seen(1_012_000, 429, 10), seen(1_013_000, 429, 11)]);
    expect(tellingInstant(evidence, [1_013_500], { tripMs: 10, requests: 8 })).toBeUndefined();
  });

  test('nothing is named before anything came back', () => {
    expect(classify(input([seen(1_012_000, 429, 10), seen(1_013_000, 429, 11)])).decided).toBe(false);
  });
});
