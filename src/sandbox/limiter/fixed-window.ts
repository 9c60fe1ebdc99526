import type { Limiter } from './limiter.ts';

const SLOTS_KEPT = 8;

/**
 * At most `limit` requests of a key in each slot of `periodMs`; slots are aligned to the Unix epoch, so every key is released at the
 * same multiple of the period. Requests over the limit count too. Time may jump: the counters of the last eight slots are kept.
 */
export function fixedWindow(limit: number, periodMs: number): Limiter {
  const slots = new Map<number, Map<string, number>>();
  const countsOf = (slot: number) => {
    const known = slots.get(slot);
    if (known) return known;
    const oldest = slots.keys().next();
    if (slots.size >= SLOTS_KEPT && !oldest.done) slots.delete(oldest.value);
    const fresh = new Map<string, number>();
    slots.set(slot, fresh);
    return fresh;
  };
  return {
    hit(key, nowMs) {
      const slot = Math.floor(nowMs / periodMs);
      const counts = countsOf(slot);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return {
        allowed: count <= limit,
        limit,
        remaining: Math.max(0, limit - count),
        resetMs: (slot + 1) * periodMs,
      };
    },
    reset: () => slots.clear(),
  };
}
