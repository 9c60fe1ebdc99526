import type { Limiter } from './limiter.ts';
import { perKey } from './per-key.ts';
import type { Routing } from './routing.ts';

/** How nodes agree. */
export interface SyncOptions {
  readonly nodes: number;
  /** Nodes exchange their counts at every multiple of this many milliseconds. */
  readonly everyMs: number;
  readonly route: Routing;
}

interface Shared {
  startMs: number;
  syncs: number;
  /** What all nodes know since the last exchange. */
  known: number;
  /** What each has counted since. */
  own: number[];
}

/**
 * Several nodes that share a window opened by the first request, and tell each other what they counted only from time to time: between
 * two exchanges each knows the common count of the last one and its own requests since.
 */
export function syncedNodes(limit: number, windowMs: number, { nodes, everyMs, route }: SyncOptions): Limiter {
  const none = () => Array.from({ length: nodes }, () => 0);
  const keys = perKey<Shared>(() => ({ startMs: Number.NEGATIVE_INFINITY, syncs: 0, known: 0, own: none() }));
  const exchange = (shared: Shared, nowMs: number) => {
    const syncs = Math.floor(nowMs / everyMs);
    if (syncs === shared.syncs) return;
    shared.syncs = syncs;
    shared.known += shared.own.reduce((sum, count) => sum + count, 0);
    shared.own = none();
  };
  return {
    hit(key, nowMs) {
      const shared = keys.of(key);
      if (nowMs >= shared.startMs + windowMs) Object.assign(shared, { startMs: nowMs, known: 0, own: none() });
      exchange(shared, nowMs);
      const node = route();
      const count = (shared.own[node] ?? 0) + 1;
      shared.own[node] = count;
      const used = shared.known + count;
      return {
        allowed: used <= limit,
        limit,
        remaining: Math.max(0, limit - used),
        resetMs: shared.startMs + windowMs,
      };
    },
    reset: keys.clear,
  };
}
