import type { Limiter } from './limiter.ts';
import { perKey } from './per-key.ts';

/** When a key is shut out, and for how long. */
export interface BanOptions {
  /** Refusals in a row that are borne; the next one is a ban. */
  readonly refusals: number;
  /** Length of the ban in milliseconds; default: until the limiter itself lets the key pass again. */
  readonly banMs?: number;
}

/** Shut out keys that `inner` refuses too often: decisions say `banned` then. */
export function ban(inner: Limiter, { refusals, banMs }: BanOptions): Limiter {
  const strikes = perKey(() => ({ count: 0, bannedUntilMs: Number.NEGATIVE_INFINITY }));
  return {
    hit(key, nowMs) {
      const state = strikes.of(key);
      const decision = inner.hit(key, nowMs);
      if (nowMs < state.bannedUntilMs)
        return { ...decision, allowed: false, remaining: 0, resetMs: state.bannedUntilMs, banned: true };
      state.count = decision.allowed ? 0 : state.count + 1;
      if (state.count <= refusals) return decision;
      if (banMs === undefined) return { ...decision, banned: true };
      state.bannedUntilMs = nowMs + banMs;
      state.count = 0;
      return { ...decision, resetMs: state.bannedUntilMs, banned: true };
    },
    reset() {
      inner.reset();
      strikes.clear();
    },
  };
}
