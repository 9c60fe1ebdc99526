import type { Limiter } from './limiter.ts';
import { perKey } from './per-key.ts';

/** How the two buckets are kept. */
export interface SlidingCounterOptions {
  /** Where buckets begin: at multiples of the window since the epoch (default), or at the key's first request. */
  readonly anchor?: 'epoch' | 'first-request';
  /** Refused requests count too; default false. */
  readonly refusalsCount?: boolean;
}

interface Buckets {
  startMs: number;
  current: number;
  previous: number;
}

/**
 * Two counters stand for a rolling window: the bucket before is weighted by the share of it that the window still covers, as if its
 * requests had been spread evenly. Passes while the whole part of that sum is under `limit`.
 */
export function slidingCounter(limit: number, windowMs: number, options: SlidingCounterOptions = {}): Limiter {
  const keys = perKey<Buckets>(() => ({ startMs: Number.NEGATIVE_INFINITY, current: 0, previous: 0 }));
  return {
    hit(key, nowMs) {
      const buckets = keys.of(key);
      roll(buckets, nowMs, windowMs, options.anchor ?? 'epoch');
      const uncovered = Math.max(0, nowMs - buckets.startMs) / windowMs;
      const sum = Math.floor(buckets.previous * (1 - uncovered)) + buckets.current;
      const allowed = sum < limit;
      if (allowed || options.refusalsCount === true) buckets.current += 1;
      const remaining = allowed ? limit - sum - 1 : 0;
      return { allowed, limit, remaining, resetMs: freeAgainMs(buckets, limit, windowMs) };
    },
    reset: keys.clear,
  };
}

function roll(buckets: Buckets, nowMs: number, windowMs: number, anchor: 'epoch' | 'first-request'): void {
  const passed = Math.floor((nowMs - buckets.startMs) / windowMs);
  if (passed < 1) return;
  const anew = anchor === 'epoch' ? Math.floor(nowMs / windowMs) * windowMs : nowMs;
  buckets.previous = passed === 1 ? buckets.current : 0;
  buckets.startMs = passed === 1 ? buckets.startMs + windowMs : anew;
  buckets.current = 0;
}

/** The first whole millisecond at which the weighted sum is under the limit again, if nothing more is asked. */
function freeAgainMs({ startMs, current, previous }: Buckets, limit: number, windowMs: number): number {
  if (current < limit && previous > 0) {
    const covered = Math.min(1, (limit - current) / previous);
    return Math.floor(startMs + (1 - covered) * windowMs) + 1;
  }
  if (current < limit) return startMs + windowMs;
  return Math.floor(startMs + windowMs + (1 - limit / current) * windowMs) + 1;
}
