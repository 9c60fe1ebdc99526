import type { Limiter } from './limiter.ts';
import { perKey } from './per-key.ts';

/** Guards against tokens lost to binary fractions. */
const EPSILON = 1e-9;

/** How the bucket fills. */
export interface TokenBucketOptions {
  /** Most tokens the bucket holds; default the limit. */
  readonly capacity?: number;
  /** Tokens arrive together every so many milliseconds; default 0: continuously. */
  readonly lumpMs?: number;
}

/** A bucket for each key, full at first: every request takes a token, and `limit` tokens come back in `windowMs`. Refusals take none. */
export function tokenBucket(limit: number, windowMs: number, options: TokenBucketOptions = {}): Limiter {
  const { capacity = limit, lumpMs = 0 } = options;
  const perMs = limit / windowMs;
  const buckets = perKey(() => ({ tokens: capacity, filledMs: Number.NaN }));
  const fill = (bucket: { tokens: number; filledMs: number }, nowMs: number) => {
    if (Number.isNaN(bucket.filledMs)) bucket.filledMs = nowMs;
    const elapsed = Math.max(0, nowMs - bucket.filledMs);
    const counted = lumpMs > 0 ? Math.floor(elapsed / lumpMs) * lumpMs : elapsed;
    bucket.tokens = Math.min(capacity, bucket.tokens + counted * perMs);
    bucket.filledMs += counted;
  };
  return {
    hit(key, nowMs) {
      const bucket = buckets.of(key);
      fill(bucket, nowMs);
      const allowed = bucket.tokens >= 1 - EPSILON;
      if (allowed) bucket.tokens = Math.max(0, bucket.tokens - 1);
      const neededMs = Math.max(0, 1 - bucket.tokens) / perMs;
      const waitMs = lumpMs > 0 ? Math.ceil(neededMs / lumpMs - EPSILON) * lumpMs : neededMs;
      return {
        allowed,
        limit,
        remaining: Math.floor(bucket.tokens + EPSILON),
        resetMs: Math.ceil(Math.max(nowMs, bucket.filledMs + waitMs)),
      };
    },
    reset: buckets.clear,
  };
}
