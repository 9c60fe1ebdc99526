import type { Limiter } from './limiter.ts';

/**
 * At most `limit` requests of a key in each slot of `periodMs`; slots are aligned to the Unix epoch, so every key is released at the
 * same multiple of the period. Requests over the limit count too. Only the current slot is kept.
 */
export function fixedWindow(limit: number, periodMs: number): Limiter {
  const counts = new Map<string, number>();
  let slot = Number.NaN;
  return {
    hit(key, nowMs) {
      const current = Math.floor(nowMs / periodMs);
      if (current !== slot) {
        counts.clear();
        slot = current;
      }
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return {
        allowed: count <= limit,
        limit,
        remaining: Math.max(0, limit - count),
        resetMs: (current + 1) * periodMs,
      };
    },
    reset() {
      counts.clear();
      slot = Number.NaN;
    },
  };
}
