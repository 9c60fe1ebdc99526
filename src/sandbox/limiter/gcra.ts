import type { Limiter } from './limiter.ts';
import { perKey } from './per-key.ts';

/** Guards against requests refused for a binary fraction of a millisecond. */
const EPSILON_MS = 1e-6;

/**
 * The generic cell rate algorithm (ITU-T I.371): requests of a key are due one every `windowMs / limit`, and up to `burst` of them may
 * come at once. With a burst of 1 it smooths: nothing passes sooner than the spacing.
 */
export function gcra(limit: number, windowMs: number, burst: number = limit): Limiter {
  const spacingMs = windowMs / limit;
  const toleranceMs = (burst - 1) * spacingMs;
  const due = perKey(() => ({ atMs: Number.NEGATIVE_INFINITY }));
  return {
    hit(key, nowMs) {
      const state = due.of(key);
      const ahead = Math.max(0, state.atMs - nowMs);
      const allowed = ahead <= toleranceMs + EPSILON_MS;
      if (allowed) state.atMs = nowMs + ahead + spacingMs;
      const aheadNow = state.atMs - nowMs;
      return {
        allowed,
        limit,
        remaining: Math.max(0, Math.floor((toleranceMs + spacingMs - aheadNow + EPSILON_MS) / spacingMs)),
        resetMs: Math.ceil(Math.max(nowMs, state.atMs - toleranceMs)),
      };
    },
    reset: due.clear,
  };
}
