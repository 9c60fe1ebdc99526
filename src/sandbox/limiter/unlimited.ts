import type { Limiter } from './limiter.ts';

/** Lets everything pass and says that there is always room: a limit that stands only on paper. */
export function unlimited(limit: number, windowMs: number): Limiter {
  return {
    hit: (_key, nowMs) => ({ allowed: true, limit, remaining: limit, resetMs: nowMs + windowMs }),
    reset: () => {},
  };
}
