import type { Limiter } from './limiter.ts';
import { perKey } from './per-key.ts';

/** How long a block lasts. */
export interface BlockOptions {
  /** Length of the block from the first refusal on, in milliseconds. */
  readonly blockMs: number;
  /** Every refusal during a block starts it anew, twice as long as before; default false. */
  readonly growing?: boolean;
}

/** A century: blocks grow no longer. */
const LONGEST_MS = 100 * 365 * 86_400_000;

interface State {
  startMs: number;
  count: number;
  blockedUntilMs: number;
  refusals: number;
}

const fresh = (): State => ({ startMs: Number.NEGATIVE_INFINITY, count: 0, blockedUntilMs: 0, refusals: 0 });

/** A window opened by the first request; the first request too many shuts the key out for a while, then a new window opens. */
export function block(limit: number, windowMs: number, { blockMs, growing = false }: BlockOptions): Limiter {
  const states = perKey(fresh);
  const refuse = (state: State, nowMs: number) => {
    const lengthMs = Math.min(blockMs * 2 ** state.refusals, LONGEST_MS);
    if (state.refusals === 0 || growing) state.blockedUntilMs = nowMs + lengthMs;
    state.refusals += 1;
    return { allowed: false, limit, remaining: 0, resetMs: state.blockedUntilMs };
  };
  return {
    hit(key, nowMs) {
      const state = states.of(key);
      if (nowMs < state.blockedUntilMs) return refuse(state, nowMs);
      if (state.refusals > 0 || nowMs >= state.startMs + windowMs) Object.assign(state, fresh(), { startMs: nowMs });
      state.count += 1;
      if (state.count > limit) return refuse(state, nowMs);
      return { allowed: true, limit, remaining: limit - state.count, resetMs: state.startMs + windowMs };
    },
    reset: states.clear,
  };
}
