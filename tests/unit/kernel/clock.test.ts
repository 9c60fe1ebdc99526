import { describe, expect, it } from 'vitest';
import { manualClock, systemClock } from '../../../src/kernel/clock.ts';

describe('the real clock', () => {
  it('sleeps at least as long as asked', async () => {
    const start = systemClock.monotonic();
    await systemClock.sleep(30);
    expect(systemClock.monotonic() - start).toBeGreaterThanOrEqual(29);
  });

  it('does not wake at once from a sleep longer than the timers of the platform', async () => {
    const stop = new AbortController();
    const slept = systemClock.sleep(2 ** 33, stop.signal).then(
      () => 'woke',
      (reason) => reason,
    );
    await systemClock.sleep(30);
    stop.abort('stopped');
    expect(await slept).toBe('stopped');
  });

  it('rejects with the reason of its signal, before and while asleep', async () => {
    await expect(systemClock.sleep(10, AbortSignal.abort('before'))).rejects.toBe('before');
    const stop = new AbortController();
    const slept = systemClock.sleep(10_000, stop.signal);
    stop.abort('while');
    await expect(slept).rejects.toBe('while');
  });

  it('leaves no listener on its signal', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const counted = new Proxy(signal, {
      get(target, name) {
        if (name === 'addEventListener') listeners++;
        if (name === 'removeEventListener') listeners--;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
    await systemClock.sleep(1, counted);
    expect(listeners).toBe(0);
  });
});

describe('the manual clock', () => {
  it('moves only when told or slept on', async () => {
    const clock = manualClock(1_000);
    expect([clock.now(), clock.monotonic()]).toEqual([1_000, 0]);
    clock.advance(5);
    await clock.sleep(10);
    expect([clock.now(), clock.monotonic()]).toEqual([1_015, 15]);
  });

  it('does not sleep for a stopped caller', async () => {
    const clock = manualClock(0);
    await expect(clock.sleep(10, AbortSignal.abort('no'))).rejects.toBe('no');
    expect(clock.now()).toBe(0);
  });
});
