import type { Limiter } from './limiter.ts';
import { perKey } from './per-key.ts';

/** Windows behind the newest entry that are kept, so that time may jump back. */
const WINDOWS_KEPT = 8;

/** What is written into the log. */
export interface SlidingLogOptions {
  /** Refused requests take a place too, so that a client that keeps asking stays shut out; default false. */
  readonly refusalsCount?: boolean;
}

/** At most `limit` requests of a key in any span of `windowMs`: the instants of the counted requests are kept and age out one by one. */
export function slidingLog(limit: number, windowMs: number, options: SlidingLogOptions = {}): Limiter {
  const logs = perKey<number[]>(() => []);
  return {
    hit(key, nowMs) {
      const log = logs.of(key);
      const from = firstAfter(log, nowMs - windowMs);
      const to = firstAfter(log, nowMs);
      const used = to - from;
      const allowed = used < limit;
      const counted = allowed || options.refusalsCount === true;
      if (counted) log.splice(to, 0, nowMs);
      const taken = counted ? used + 1 : used;
      const nextToAge = log[from + Math.max(0, taken - limit)] ?? nowMs;
      forgetOld(log, windowMs);
      return { allowed, limit, remaining: Math.max(0, limit - taken), resetMs: nextToAge + windowMs };
    },
    forgive(key) {
      logs.of(key).pop();
    },
    reset: logs.clear,
  };
}

/** Index of the first entry later than `time` in an ascending log. */
function firstAfter(log: readonly number[], time: number): number {
  let low = 0;
  let high = log.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((log[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function forgetOld(log: number[], windowMs: number): void {
  const horizon = (log.at(-1) ?? 0) - WINDOWS_KEPT * windowMs;
  if ((log[0] ?? 0) < horizon) log.splice(0, firstAfter(log, horizon));
}
