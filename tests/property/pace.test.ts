import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../src/kernel/clock.ts';
import { createPace } from '../../src/target/pace.ts';
import { alarmClock } from '../simulation/alarm-clock.ts';

/** The most moments within any window of `windowMs`. */
function densest(moments: readonly number[], windowMs: number): number {
  const sorted = [...moments].sort((a, b) => a - b);
  return Math.max(0, ...sorted.map((start) => sorted.filter((at) => at >= start && at < start + windowMs).length));
}

describe('the law of the pace', () => {
  it('the server never sees more than the rate in any rolling window, whatever the delays on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 10, max: 2_000 }),
        fc.array(fc.record({ way: fc.nat(700), answer: fc.nat(700), think: fc.nat(300) }), {
          minLength: 1,
          maxLength: 40,
          size: 'max',
        }),
        fc.integer({ min: 1, max: 6 }),
        async (requests, windowMs, journeys, workers) => {
          const clock = alarmClock();
          const pace = createPace({ rate: { requests, windowMs }, clock });
          const arrivals: number[] = [];
          const todo = [...journeys];
          const worker = async () => {
            for (let journey = todo.shift(); journey; journey = todo.shift()) {
              await clock.sleep(journey.think);
              const turn = await pace.turn();
              await clock.sleep(journey.way);
              arrivals.push(clock.monotonic());
              await clock.sleep(journey.answer);
              pace.arrived(turn);
            }
          };
          await Promise.all(Array.from({ length: workers }, worker));
          expect(arrivals).toHaveLength(journeys.length);
          expect(densest(arrivals, windowMs)).toBeLessThanOrEqual(requests);
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });

  it('wastes little: n requests at once take no more windows than needed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 200 }), async (requests, total) => {
        const clock = manualClock();
        const windowMs = 10_000;
        const pace = createPace({ rate: { requests, windowMs }, clock });
        for (let i = 0; i < total; i++) pace.arrived(await pace.turn());
        const full = Math.ceil(total / requests) - 1;
        // After a burst quota comes back in a trickle: each request takes its share of a window, and a tenth more for the grain of limiters.
        const most = full === 0 ? 0 : (total / requests) * windowMs * 1.1 + total;
        expect(clock.monotonic()).toBeLessThanOrEqual(most);
        expect(clock.monotonic()).toBeGreaterThanOrEqual(full * windowMs);
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});
