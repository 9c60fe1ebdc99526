/** The only source of time: wall clock, monotonic clock and sleeping; tests and emulators inject their own. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Monotonic milliseconds, for durations. */
  monotonic(): number;
  /** Resolve after `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A longer timer of the platform fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The real clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const wake = () => {
        const left = due - performance.now();
        if (left > 1) {
          timer = setTimeout(wake, Math.min(left, LONGEST_TIMER_MS));
          return;
        }
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const due = performance.now() + ms;
      let timer = setTimeout(wake, Math.min(ms, LONGEST_TIMER_MS));
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

/** A clock that only moves when slept on or advanced: for tests and emulators. */
export interface ManualClock extends Clock {
  /** Move time forward by `ms` milliseconds. */
  advance(ms: number): void;
}

/** A manual clock that starts at `startMs` (default 2026-01-01T00:00:00Z). */
export function manualClock(startMs = Date.UTC(2026, 0, 1)): ManualClock {
  let now = startMs;
  return {
    now: () => now,
    monotonic: () => now - startMs,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      now += ms;
    },
    advance: (ms) => {
      now += ms;
    },
  };
}
