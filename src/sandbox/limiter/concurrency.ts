import type { Limiter } from './limiter.ts';
import { perKey } from './per-key.ts';

/** At most `places` requests of a key at work at the same time, each for `serviceMs`; however many there were before does not matter. */
export function concurrency(places: number, serviceMs: number): Limiter {
  const working = perKey<{ untilMs: number[] }>(() => ({ untilMs: [] }));
  return {
    hit(key, nowMs) {
      const state = working.of(key);
      state.untilMs = state.untilMs.filter((until) => until > nowMs);
      const allowed = state.untilMs.length < places;
      if (allowed) state.untilMs.push(nowMs + serviceMs);
      const taken = state.untilMs.length;
      const resetMs = taken < places ? nowMs : Math.min(...state.untilMs);
      return { allowed, limit: places, remaining: places - taken, resetMs, holdsMs: allowed ? serviceMs : 0 };
    },
    reset: working.clear,
  };
}
