import { type Random, seededRandom } from '../../src/kernel/random.ts';
import type { SimulatedLimiter } from './network.ts';

/** A kind of limiter, the family it is to be named as, and what it does to a promised rolling window. */
export interface Kind {
  readonly name: string;
  /** Families that are right. */
  readonly families: readonly string[];
  readonly violation: 'over' | 'under' | 'both' | 'none';
  make(requests: number, windowMs: number, seed: number): SimulatedLimiter;
}

export type Keyed = (atMs: number, inFlight: number) => boolean;

export const perKey = (make: () => Keyed, status = 429): SimulatedLimiter => {
  const keys = new Map<string, Keyed>();
  return {
    decide(key, atMs, inFlight) {
      const known = keys.get(key) ?? make();
      keys.set(key, known);
      return { status: known(atMs, inFlight) ? 200 : status };
    },
  };
};

export function log(n: number, w: number, refusalsCount: boolean, grain = 1): () => Keyed {
  return () => {
    let kept: number[] = [];
    return (atMs) => {
      const t = Math.floor(atMs / grain) * grain;
      kept = kept.filter((one) => one > t - w);
      const ok = kept.length < n;
      if (ok || refusalsCount) kept.push(t);
      return ok;
    };
  };
}

export function epoch(n: number, w: number, phase = 0): () => Keyed {
  return () => {
    let bucket = Number.NaN;
    let count = 0;
    return (t) => {
      const b = Math.floor((t - phase) / w);
      if (b !== bucket) [bucket, count] = [b, 0];
      return ++count <= n;
    };
  };
}

export function first(n: number, w: number, options: { renewed?: boolean; blockMs?: number } = {}): () => Keyed {
  return () => {
    let start = Number.NEGATIVE_INFINITY;
    let count = 0;
    let blockedUntil = Number.NEGATIVE_INFINITY;
    return (t) => {
      if (t < blockedUntil) return false;
      if (t >= start + w || blockedUntil > Number.NEGATIVE_INFINITY) {
        start = t;
        count = 0;
        blockedUntil = Number.NEGATIVE_INFINITY;
      }
      count++;
      if (count <= n) return true;
      if (options.renewed) start = t;
      if (options.blockMs) blockedUntil = t + options.blockMs;
      return false;
    };
  };
}

export function counter(n: number, w: number, refusalsCount: boolean, phase = 0): () => Keyed {
  return () => {
    let bucket = Number.NaN;
    let previous = 0;
    let current = 0;
    return (t) => {
      const b = Math.floor((t - phase) / w);
      if (b !== bucket) {
        previous = b === bucket + 1 ? current : 0;
        current = 0;
        bucket = b;
      }
      const f = (t - phase - b * w) / w;
      const ok = previous * (1 - f) + current < n;
      if (ok || refusalsCount) current++;
      return ok;
    };
  };
}

export function bucket(cap: number, perMs: number, lumpMs = 0): () => Keyed {
  return () => {
    let tokens = cap;
    let last: number | undefined;
    return (at) => {
      const t = lumpMs ? Math.floor(at / lumpMs) * lumpMs : at;
      tokens = Math.min(cap, tokens + (last === undefined ? 0 : (t - last) * perMs));
      last = t;
      if (tokens < 1) return false;
      tokens--;
      return true;
    };
  };
}

export function nodes(count: number, make: () => Keyed, random: Random): () => Keyed {
  return () => {
    const each = Array.from({ length: count }, make);
    return (t, inFlight) => random.pick(each)(t, inFlight);
  };
}

const penalty = (n: number, w: number): (() => Keyed) => first(n, w, { renewed: true });

export const KINDS: readonly Kind[] = [
  { name: 'sliding log, ms', families: ['sliding-log'], violation: 'none', make: (n, w) => perKey(log(n, w, false)) },
  {
    name: 'sliding log, 1 s grain',
    families: ['sliding-log'],
    violation: 'none',
    make: (n, w) => perKey(log(n, w, false, 1_000)),
  },
  {
    name: 'sliding log, refusals count',
    families: ['sliding-log-counting-refusals'],
    violation: 'under',
    make: (n, w) => perKey(log(n, w, true)),
  },
  {
    name: 'fixed window, epoch',
    families: ['fixed-window-epoch'],
    violation: 'over',
    make: (n, w) => perKey(epoch(n, w)),
  },
  {
    name: 'fixed window, first request',
    families: ['fixed-window-first-request'],
    violation: 'over',
    make: (n, w) => perKey(first(n, w)),
  },
  {
    name: 'sliding counter, epoch',
    families: ['sliding-counter'],
    violation: 'both',
    make: (n, w) => perKey(counter(n, w, false)),
  },
  {
    name: 'sliding counter, epoch, refusals count',
    families: ['sliding-counter-counting-refusals', 'sliding-counter'],
    violation: 'both',
    make: (n, w) => perKey(counter(n, w, true)),
  },
  { name: 'token bucket', families: ['token-bucket'], violation: 'over', make: (n, w) => perKey(bucket(n, n / w)) },
  {
    name: 'token bucket, 1 s lumps',
    families: ['token-bucket'],
    violation: 'over',
    make: (n, w) => perKey(bucket(n, n / w, 1_000)),
  },
  { name: 'smoothing, burst 1', families: ['smoothing'], violation: 'under', make: (n, w) => perKey(bucket(1, n / w)) },
  { name: 'smoothing, burst 5', families: ['smoothing'], violation: 'under', make: (n, w) => perKey(bucket(5, n / w)) },
  { name: 'penalty', families: ['penalty'], violation: 'under', make: (n, w) => perKey(penalty(n, w)) },
  {
    name: 'block 1.5 windows',
    families: ['block'],
    violation: 'under',
    make: (n, w) => perKey(first(n, w, { blockMs: 1.5 * w })),
  },
  {
    name: 'concurrency 3',
    families: ['concurrency', 'none'],
    violation: 'both',
    make: () => perKey(() => (_t, inFlight) => inFlight < 3, 503),
  },
  { name: 'none', families: ['none'], violation: 'over', make: () => perKey(() => () => true) },
  {
    name: 'three nodes, each the whole quota',
    families: ['none'],
    violation: 'over',
    make: (n, w, seed) => perKey(nodes(3, first(n, w), seededRandom(seed))),
  },
  {
    name: 'quota off by one, more',
    families: ['sliding-log'],
    violation: 'over',
    make: (n, w) => perKey(log(n + 1, w, false)),
  },
  {
    name: 'quota off by one, fewer',
    families: ['sliding-log'],
    violation: 'under',
    make: (n, w) => perKey(log(n - 1, w, false)),
  },
  {
    name: 'window 1 % short',
    families: ['sliding-log'],
    violation: 'over',
    make: (n, w) => perKey(log(n, w * 0.99, false)),
  },
  {
    name: 'window 1 % long',
    families: ['sliding-log'],
    violation: 'under',
    make: (n, w) => perKey(log(n, w * 1.01, false)),
  },
  {
    name: 'window twice as long',
    families: ['sliding-log'],
    violation: 'under',
    make: (n, w) => perKey(log(n, w * 2, false)),
  },
  {
    name: 'half the quota',
    families: ['sliding-log'],
    violation: 'under',
    make: (n, w) => perKey(log(n / 2, w, false)),
  },
];
