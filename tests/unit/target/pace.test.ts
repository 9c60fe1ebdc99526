import { describe, expect, it } from 'vitest';
import { manualClock, systemClock } from '../../../src/kernel/clock.ts';
import type { ReceivedResponse } from '../../../src/model/exchange.ts';
import { createPace } from '../../../src/target/pace.ts';

const answer = (status: number, headers: [string, string][]): ReceivedResponse => ({
  status,
  headers,
  body: new Uint8Array(),
  truncated: false,
});

describe('createPace', () => {
  it('lets a burst through, then waits for the window and says why', async () => {
    const clock = manualClock();
    const waits: [number, string][] = [];
    const pace = createPace({ rate: { requests: 3, windowMs: 10_000 }, clock, onWait: (...wait) => waits.push(wait) });
    for (let i = 0; i < 3; i++) pace.arrived(await pace.turn());
    expect(clock.monotonic()).toBe(0);
    pace.arrived(await pace.turn());
    expect(clock.monotonic()).toBeGreaterThan(10_000);
    expect(clock.monotonic()).toBeLessThanOrEqual(11_010);
    expect(waits).toEqual([[clock.monotonic(), 'rate']]);
    expect(pace.pacedMs()).toBe(clock.monotonic());
  });

  it('never waits without a rate', async () => {
    const clock = manualClock();
    const pace = createPace({ clock });
    for (let i = 0; i < 1_000; i++) pace.arrived(await pace.turn());
    expect([clock.monotonic(), pace.pacedMs()]).toEqual([0, 0]);
  });

  it('counts a request from its answer: one in flight blocks the turn that displaces it', async () => {
    const clock = manualClock();
    const pace = createPace({ rate: { requests: 1, windowMs: 1_000 }, clock });
    const first = await pace.turn();
    let granted = false;
    const second = pace.turn().then((turn) => {
      granted = true;
      return turn;
    });
    clock.advance(5_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(granted).toBe(false);
    pace.arrived(first);
    await second;
    expect(clock.monotonic()).toBeGreaterThanOrEqual(6_000);
  });

  it('grants turns in the order in which they were asked for', async () => {
    const pace = createPace({ rate: { requests: 2, windowMs: 100 }, clock: manualClock() });
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const turn = await pace.turn();
        order.push(i);
        pace.arrived(turn);
      }),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it.each([
    [429, '7', 7_000],
    [503, '7', 7_000],
    [413, '7', 7_000],
    [200, '7', 0],
    [429, 'never', 0],
    [429, '99999', 0],
  ])('holds everyone after %i with Retry-After %s for %i ms', async (status, value, held) => {
    const clock = manualClock();
    const waits: string[] = [];
    const pace = createPace({ clock, maxWaitMs: 60_000, onWait: (_ms, why) => waits.push(why) });
    pace.observe(answer(status, [['retry-after', value]]));
    await Promise.all([pace.turn(), pace.turn()]);
    expect(clock.monotonic()).toBe(held);
    expect(waits).toEqual(held > 0 ? ['retry-after'] : []);
  });

  it('measures an HTTP date from the Date of the answer, whatever the local clock says', async () => {
    const clock = manualClock(Date.UTC(2030, 0, 1));
    const pace = createPace({ clock });
    const headers: [string, string][] = [
      ['date', 'Sun, 06 Nov 1994 08:49:37 GMT'],
      ['retry-after', 'Sun, 06 Nov 1994 08:49:40 GMT'],
    ];
    pace.observe(answer(429, headers));
    await pace.turn();
    expect(clock.monotonic()).toBe(3_000);
  });

  it('follows a burst by a trickle: a weighted counter never sees its quota reached', async () => {
    const clock = manualClock();
    const pace = createPace({ rate: { requests: 100, windowMs: 10_000 }, clock });
    const at: number[] = [];
    for (let i = 0; i < 300; i++) {
      pace.arrived(await pace.turn());
      at.push(clock.monotonic());
    }
    expect([at[99], at[199], at[299]]).toEqual([0, expect.closeTo(22_000, -3), expect.closeTo(33_000, -3)]);
  });

  it('gives up when a server refuses for longer than is waited, and takes that back once it serves', async () => {
    const clock = manualClock();
    const pace = createPace({ clock });
    const refusal = answer(429, [['retry-after', '50']]);
    for (let holds = 1; holds <= 2; holds++) {
      pace.observe(refusal);
      pace.arrived(await pace.turn());
      expect([clock.monotonic(), pace.exhausted()]).toEqual([holds * 50_000, undefined]);
    }
    pace.observe(refusal);
    expect(pace.exhausted()).toBe(
      'the target refuses (50 s more are to be waited, after 100 s in which it served nothing)',
    );
    pace.arrived(await pace.turn());
    expect(clock.monotonic()).toBe(100_000);
    pace.observe(answer(200, []));
    expect(pace.exhausted()).toBeUndefined();
  });

  it('waits out the window of a documented rate, however long', async () => {
    const clock = manualClock();
    const pace = createPace({ clock, rate: { requests: 1_000, windowMs: 3_600_000 } });
    pace.observe(answer(429, [['retry-after', '3600']]));
    expect(pace.exhausted()).toBeUndefined();
    pace.arrived(await pace.turn());
    expect(clock.monotonic()).toBe(3_600_000);
  });

  it('spaces requests for a window after a refusal, and for good after another', async () => {
    const clock = manualClock();
    const pace = createPace({ rate: { requests: 10, windowMs: 10_000 }, clock });
    const gap = async () => {
      const before = clock.monotonic();
      pace.arrived(await pace.turn());
      return clock.monotonic() - before;
    };
    expect([await gap(), await gap()]).toEqual([0, 0]);
    pace.observe(answer(429, []));
    expect([await gap(), await gap(), await gap()]).toEqual([1_100, 1_100, 1_100]);
    clock.advance(30_000);
    expect([await gap(), await gap()]).toEqual([0, 0]);
    pace.observe(answer(429, []));
    clock.advance(100_000);
    expect([await gap(), await gap()]).toEqual([0, 1_100]);
  });

  it('can be aborted while it waits, and those behind move up', async () => {
    const pace = createPace({ rate: { requests: 1, windowMs: 60 }, clock: systemClock });
    pace.arrived(await pace.turn());
    const stop = new AbortController();
    const given = pace.turn(stop.signal);
    const behind = pace.turn();
    stop.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    await expect(behind).resolves.toBe(1);
    await expect(pace.turn(stop.signal)).rejects.toThrow('enough');
  });

  it('leaves no timer behind when all who waited have gone', async () => {
    const pace = createPace({ clock: systemClock });
    pace.observe(answer(503, [['retry-after', '100']]));
    const stop = new AbortController();
    const waiting = pace.turn(stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await new Promise((resolve) => setImmediate(resolve));
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThan(3);
    expect(pace.pacedMs()).toBeLessThan(1_000);
  });
});
