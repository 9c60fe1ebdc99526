import { seededRandom } from '../../src/kernel/random.ts';
import { bucket, counter, epoch, first, type Keyed, log, nodes, perKey } from './limiters.ts';
import type { SimulatedLimiter } from './network.ts';

/** A limiter unlike those that the classifier was made for: it may be left open, but not be given a name that is not its own. */
export interface Variant {
  readonly name: string;
  /** Names that are right; with none, only an open answer is. */
  readonly families: readonly string[];
  make(requests: number, windowMs: number, seed: number): SimulatedLimiter;
}

/** A trailing window kept in parts: what was admitted in the current part and the `parts - 1` before it. */
function inParts(n: number, w: number, parts: number): () => Keyed {
  return () => {
    const counts = new Map<number, number>();
    return (t) => {
      const now = Math.floor((t * parts) / w);
      let load = 0;
      for (let part = now - parts + 1; part <= now; part++) load += counts.get(part) ?? 0;
      if (load >= n) return false;
      counts.set(now, (counts.get(now) ?? 0) + 1);
      return true;
    };
  };
}

const both = (one: () => Keyed, other: () => Keyed) => (): Keyed => {
  const [a, b] = [one(), other()];
  return (t, inFlight) => a(t, inFlight) && b(t, inFlight);
};

/** Each window from the first request lasts as long as chance has it. */
function jittered(n: number, w: number, seed: number): () => Keyed {
  const random = seededRandom(seed);
  return () => {
    let end = Number.NEGATIVE_INFINITY;
    let count = 0;
    return (t) => {
      if (t >= end) [end, count] = [t + w * (0.9 + 0.2 * random.next()), 0];
      return ++count <= n;
    };
  };
}

/** Every refusal shuts the key out for a while from then on. */
function renewedBlock(n: number, w: number, blockMs: number): () => Keyed {
  return () => {
    const inner = log(n, w, false)();
    let until = Number.NEGATIVE_INFINITY;
    return (t, inFlight) => {
      if (t >= until && inner(t, inFlight)) return true;
      until = t + blockMs;
      return false;
    };
  };
}

/** What is admitted is only seen a little later. */
function lagging(n: number, w: number, lagMs: number): () => Keyed {
  return () => {
    const admitted: number[] = [];
    return (t) => {
      if (admitted.filter((one) => one > t - w && one <= t - lagMs).length >= n) return false;
      admitted.push(t);
      return true;
    };
  };
}

/** A refusal by chance now and then, whatever the load. */
function flaky(inner: () => Keyed, share: number, seed: number): () => Keyed {
  const random = seededRandom(seed);
  return () => {
    const decide = inner();
    return (t, inFlight) => (random.next() < share ? false : decide(t, inFlight));
  };
}

function inTurn(count: number, make: () => Keyed): () => Keyed {
  return () => {
    const each = Array.from({ length: count }, make);
    let turn = 0;
    return (t, inFlight) => each[turn++ % count]?.(t, inFlight) ?? false;
  };
}

const DAY_MS = 86_400_000;
const LOG = ['sliding-log'];
const BUCKET = ['token-bucket', 'smoothing'];

export const VARIANTS: readonly Variant[] = [
  {
    name: 'fixed window, a third off the clock',
    families: ['fixed-window-unknown-anchor'],
    make: (n, w) => perKey(epoch(n, w, w / 3)),
  },
  {
    name: 'fixed window, phase by chance',
    families: ['fixed-window-unknown-anchor', 'fixed-window-epoch'],
    make: (n, w, seed) => perKey(epoch(n, w, seededRandom(seed).next() * w)),
  },
  { name: 'quota of a day', families: [], make: (n) => perKey(epoch(n, DAY_MS, DAY_MS / 2)) },
  {
    name: 'half the window, half the quota',
    families: ['fixed-window-epoch'],
    make: (n, w) => perKey(epoch(n / 2, w / 2)),
  },
  {
    name: 'fixed window from the first request, a fifth more',
    families: ['fixed-window-first-request'],
    make: (n, w) => perKey(first(n * 1.2, w)),
  },
  { name: 'sliding log, a fifth more', families: LOG, make: (n, w) => perKey(log(n * 1.2, w, false)) },
  { name: 'sliding log, half more', families: ['sliding-log', 'none'], make: (n, w) => perKey(log(n * 1.5, w, false)) },
  { name: 'trailing window in ten parts', families: LOG, make: (n, w) => perKey(inParts(n, w, 10)) },
  { name: 'trailing window in sixty parts', families: LOG, make: (n, w) => perKey(inParts(n, w, 60)) },
  {
    name: 'sliding counter from the first request',
    families: ['sliding-counter'],
    make: (n, w) =>
      perKey(() => {
        let made: Keyed | undefined;
        return (t, inFlight) => {
          made ??= counter(n, w, false, t)();
          return made(t, inFlight);
        };
      }),
  },
  { name: 'token bucket, half the burst', families: BUCKET, make: (n, w) => perKey(bucket(n / 2, n / w)) },
  { name: 'token bucket, a tenth of the burst', families: BUCKET, make: (n, w) => perKey(bucket(n / 10, n / w)) },
  { name: 'token bucket, half faster', families: BUCKET, make: (n, w) => perKey(bucket(n, (1.5 * n) / w)) },
  { name: 'token bucket, half as fast', families: BUCKET, make: (n, w) => perKey(bucket(n, n / w / 2)) },
  { name: 'token bucket, a tenth at a time', families: BUCKET, make: (n, w) => perKey(bucket(n, n / w, w / 10)) },
  { name: 'token bucket, a quarter at a time', families: BUCKET, make: (n, w) => perKey(bucket(n, n / w, w / 4)) },
  {
    name: 'two logs, short and long',
    families: LOG,
    make: (n, w) => perKey(both(log(Math.ceil(n / 100), w / 1_000, false), log(n, w, false))),
  },
  {
    name: 'a fixed minute beside the log',
    families: ['sliding-log', 'fixed-window-epoch'],
    make: (n, w) => perKey(both(epoch(Math.ceil(n * 0.8), w / 5), log(n, w, false))),
  },
  {
    name: 'three nodes in turn, a third each',
    families: ['fixed-window-first-request'],
    make: (n, w) => perKey(inTurn(3, first(Math.ceil(n / 3), w))),
  },
  {
    name: 'three nodes by chance, a third each',
    families: ['several-counters'],
    make: (n, w, seed) => perKey(nodes(3, log(Math.floor(n / 3), w, false), seededRandom(seed))),
  },
  {
    name: 'sliding log that sees 300 ms late',
    families: ['sliding-log', 'several-counters'],
    make: (n, w) => perKey(lagging(n, w, 300)),
  },
  {
    name: 'fixed window of changing length',
    families: ['fixed-window-first-request'],
    make: (n, w, seed) => perKey(jittered(n, w, seed)),
  },
  { name: 'block of a quarter window', families: ['block'], make: (n, w) => perKey(first(n, w, { blockMs: w / 4 })) },
  { name: 'block of 1.7 windows', families: ['block'], make: (n, w) => perKey(first(n, w, { blockMs: 1.7 * w })) },
  {
    name: 'block of a third, renewed by each refusal',
    families: ['penalty', 'block'],
    make: (n, w) => perKey(renewedBlock(n, w, w / 3)),
  },
  {
    name: 'sliding log with a refusal by chance in 200',
    families: LOG,
    make: (n, w, seed) => perKey(flaky(log(n, w, false), 0.005, seed)),
  },
  {
    name: 'twelve in flight',
    families: ['concurrency', 'none'],
    make: () => perKey(() => (_t, inFlight) => inFlight < 12, 503),
  },
];
