import type { Limiter } from './limiter.ts';
import { perKey } from './per-key.ts';

/** At most `limit` requests of a key in a window of `windowMs` that opens with the key's first request after the window before. */
export function firstRequestWindow(limit: number, windowMs: number): Limiter {
  const windows = perKey(() => ({ startMs: Number.NEGATIVE_INFINITY, count: 0 }));
  return {
    hit(key, nowMs) {
      const window = windows.of(key);
      if (nowMs >= window.startMs + windowMs) {
        window.startMs = nowMs;
        window.count = 0;
      }
      window.count += 1;
      return {
        allowed: window.count <= limit,
        limit,
        remaining: Math.max(0, limit - window.count),
        resetMs: window.startMs + windowMs,
      };
    },
    forgive(key) {
      const window = windows.of(key);
      window.count = Math.max(0, window.count - 1);
    },
    reset: windows.clear,
  };
}
