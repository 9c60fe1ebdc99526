import type { Clock } from '../../src/kernel/clock.ts';

/** A clock on which many sleep at once: time moves to the earliest alarm whenever everything else is at rest. Begins at `startMs` of the epoch. */
export function alarmClock(startMs = 0): Clock {
  let now = 0;
  let moving = false;
  const alarms: { readonly at: number; readonly ring: () => void }[] = [];
  const move = async () => {
    moving = true;
    while (alarms.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      alarms.sort((a, b) => a.at - b.at);
      const next = alarms.shift();
      now = Math.max(now, next?.at ?? now);
      next?.ring();
    }
    moving = false;
  };
  return {
    now: () => startMs + now,
    monotonic: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        alarms.push({ at: now + ms, ring: resolve });
        if (!moving) void move();
      }),
  };
}
