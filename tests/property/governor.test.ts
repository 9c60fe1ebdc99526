import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../../src/kernel/random.ts';
import type { Rate } from '../../src/model/rate-policy.ts';
import { gate } from '../../src/sandbox/limiter/gate/gate.ts';
import { limiterPresets } from '../../src/sandbox/limiter/presets/index.ts';
import type { LimiterPreset } from '../../src/sandbox/limiter/presets/preset.ts';
import { createPace } from '../../src/target/pace.ts';
import { alarmClock } from '../simulation/alarm-clock.ts';

/** Whole runs to simulate; set ASSAY_GOVERNOR_RUNS=10000 for the full measurement. */
const RUNS = Number(process.env['ASSAY_GOVERNOR_RUNS'] ?? 1_000);

/** What the documentation says of a limiter that is set to `rate`, where that is another promise than so many in so long. */
const DOCUMENTED_OTHERWISE: Readonly<Record<string, (rate: Rate) => Rate>> = {
  smoothing: ({ requests, windowMs }) => ({ requests: 1, windowMs: windowMs / requests }),
  'nginx-limit-req': ({ requests, windowMs }) => ({ requests: 1, windowMs: windowMs / requests }),
};

/** These refuse what is documented: no client that believes the documentation can help being refused, but it can be so seldom. */
const BREAKS_ITS_PROMISE: ReadonlySet<string> = new Set([
  'flask-limiter-fixed-window-elastic', // begins anew only after a silent window
  'gcra-small-burst',
  'spike-arrest',
  'gravitee-spike-arrest',
  'concurrency',
  'nginx-limit-conn',
  'nodes-shared-out',
  'quota-one-less',
  'window-longer',
]);

/** A 503 without Retry-After says that the server is down, not that a client asks too often (RFC 9110 §15.6.4): nothing is learnt from it. */
const UNREADABLE: ReadonlySet<string> = new Set(['nginx-limit-conn']);

interface Outcome {
  readonly preset: string;
  readonly sent: number;
  readonly refused: number;
  readonly spentMs: number;
}

/** A run of some workers through a pace and a network with delays of its own to a limiter, in simulated time. */
async function simulateRun(preset: LimiterPreset, rate: Rate, paceRate: Rate, random: Random): Promise<Outcome> {
  const clock = alarmClock(Date.UTC(2026, 0, 1) + random.below(3_600_000));
  const pace = createPace({ rate: paceRate, clock, maxWaitMs: 20 * rate.windowMs });
  const door = gate(preset.rules(rate, random.below(2 ** 31)));
  const slowest = random.pick([5, 50, 500, 2_000]);
  const thinking = random.pick([0, 0, 20, 300]);
  let left = Math.ceil(paceRate.requests * (1 + 2.5 * random.next())) + 2;
  let sent = 0;
  let refused = 0;
  const worker = async () => {
    while (left > 0) {
      left--;
      if (thinking > 0) await clock.sleep(random.below(thinking));
      const turn = await pace.turn();
      await clock.sleep(1 + random.below(slowest));
      const { refused: refusal, headers } = door.admit({
        authorization: 'Bearer one',
        ip: '127.0.0.1',
        nowMs: clock.now(),
      });
      sent++;
      if (refusal) refused++;
      await clock.sleep(1 + random.below(slowest));
      pace.observe({
        status: refusal?.status ?? 200,
        headers: Object.entries(headers),
        body: new Uint8Array(),
        truncated: false,
      });
      pace.arrived(turn);
    }
  };
  await Promise.all(Array.from({ length: random.pick([1, 2, 4, 4]) }, worker));
  return { preset: preset.id, sent, refused, spentMs: clock.monotonic() };
}

describe(`the governor, over ${RUNS} simulated runs and every kind of limiter`, () => {
  it('never trips a documented limit; where a limiter refuses what is documented, a run is refused a few times at most', async () => {
    const random = seededRandom(20_260_101);
    const all = limiterPresets.all;
    const tripped: Outcome[] = [];
    const often: Outcome[] = [];
    const families = new Set<string>();
    for (let run = 0; run < RUNS; run++) {
      const preset = all[run % all.length] as LimiterPreset;
      const rate = { requests: 3 + random.below(30), windowMs: random.pick([1_000, 3_000, 10_000, 60_000]) };
      const documented = DOCUMENTED_OTHERWISE[preset.id]?.(rate) ?? rate;
      const broken = BREAKS_ITS_PROMISE.has(preset.id);
      families.add(preset.family);
      const outcome = await simulateRun(preset, rate, documented, random);
      if (outcome.refused > 0 && !broken) tripped.push(outcome);
      if (outcome.refused > 8 + outcome.sent / 10 && !UNREADABLE.has(preset.id)) often.push(outcome);
    }
    expect(tripped).toEqual([]);
    expect(often).toEqual([]);
    expect(families.size).toBe(new Set(all.map(({ family }) => family)).size);
  });
});
