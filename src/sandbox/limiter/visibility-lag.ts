import type { Limiter } from './limiter.ts';
import { perKey } from './per-key.ts';

/** What is late, and over which span is counted. */
export interface VisibilityLagOptions {
  /** Milliseconds after which a request that passed is seen by the count. */
  readonly lagMs: number;
  /** Any span of the window (default), or slots at multiples of it since the epoch. */
  readonly window?: 'rolling' | 'epoch';
}

/** A limiter that decides by a count which is a little late: requests that follow closely on each other pass in excess. */
export function visibilityLag(limit: number, windowMs: number, options: VisibilityLagOptions): Limiter {
  const { lagMs, window = 'rolling' } = options;
  const logs = perKey<{ passedMs: number[] }>(() => ({ passedMs: [] }));
  return {
    hit(key, nowMs) {
      const log = logs.of(key);
      const slotMs = Math.floor(nowMs / windowMs) * windowMs;
      log.passedMs = log.passedMs.filter((time) => (window === 'epoch' ? time >= slotMs : time > nowMs - windowMs));
      const seen = log.passedMs.filter((time) => time + lagMs <= nowMs).length;
      const allowed = seen < limit;
      if (allowed) log.passedMs.push(nowMs);
      const resetMs = window === 'epoch' ? slotMs + windowMs : (log.passedMs[0] ?? nowMs) + windowMs;
      return { allowed, limit, remaining: allowed ? limit - seen - 1 : 0, resetMs };
    },
    reset: logs.clear,
  };
}
