import type { Limiter } from './limiter.ts';
import { perKey } from './per-key.ts';

/** What extends the window, and what the client is told. */
export interface PenaltyOptions {
  /** Requests that pass start the window anew as well as refused ones; default false. */
  readonly elastic?: boolean;
  /** Announce a wait that doubles with every refusal, although a silence of one window is enough; default false. */
  readonly growingAnnouncement?: boolean;
}

/** A window opened by the first request, that every refusal starts anew: whoever keeps asking never gets in again. */
export function penalty(limit: number, windowMs: number, options: PenaltyOptions = {}): Limiter {
  const windows = perKey(() => ({ startMs: Number.NEGATIVE_INFINITY, count: 0 }));
  return {
    hit(key, nowMs) {
      const window = windows.of(key);
      if (nowMs >= window.startMs + windowMs) {
        window.startMs = nowMs;
        window.count = 0;
      }
      window.count += 1;
      const allowed = window.count <= limit;
      if (!allowed || options.elastic === true) window.startMs = nowMs;
      const announced = allowed || !options.growingAnnouncement ? 1 : 2 ** (window.count - limit - 1);
      return {
        allowed,
        limit,
        remaining: Math.max(0, limit - window.count),
        resetMs: window.startMs + Math.min(windowMs * announced, Number.MAX_SAFE_INTEGER),
      };
    },
    reset: windows.clear,
  };
}
