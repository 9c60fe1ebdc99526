/** A rule that says for each request of a key whether it may pass; holds its own counters. */
export interface Limiter {
  /** Count one request of `key` at `nowMs` (epoch milliseconds) and decide it. */
  hit(key: string, nowMs: number): LimiterDecision;
  /** Take back the newest request counted for `key`, because it failed; absent where every request stays counted. */
  forgive?(key: string): void;
  /** Forget every key. */
  reset(): void;
}

/** What a limiter says of one request; gateways turn it into headers and bodies of their own dialect. */
export interface LimiterDecision {
  readonly allowed: boolean;
  /** Most requests (or tokens) of one period. */
  readonly limit: number;
  /** Requests still free after this one, never negative. */
  readonly remaining: number;
  /** Epoch milliseconds at which a request of this key passes again, or the window starts anew when it still passes. */
  readonly resetMs: number;
  /** True when the key is shut out rather than slowed down: gateways answer 403 then. */
  readonly banned?: boolean;
  /** Milliseconds for which the request keeps its place, where places are what is limited. */
  readonly holdsMs?: number;
}
