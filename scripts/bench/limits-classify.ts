import { studyOf } from '../../dist/limit/study.js';
import { rolling } from '../../tests/simulation/claim.ts';
import { KINDS } from '../../tests/simulation/limiters.ts';
import { NETWORKS, simulate } from '../../tests/simulation/network.ts';
import { type Figure, median } from './measure.ts';

const ROUNDS = 15;
const REQUESTS = 1_100;
const ROLES = ['failing', 'other-key', 'bad-credential', 'no-credential'] as const;
const SEED = 12;

/** CPU of judging one log of about 1,200 requests, for each kind of simulated limiter, over that of parsing the same log as JSON. */
export async function limitsClassify(): Promise<Figure> {
  const claim = rolling(REQUESTS, 330_000);
  const rows = KINDS.flatMap((kind) => {
    const limiter = kind.make(claim.requests, claim.windowMs, SEED);
    const setup = { claim, roles: ROLES, aliases: ['a', 'b', 'c'], idle: false };
    const { session } = simulate(setup, limiter, NETWORKS.L1, SEED);
    const { preflight, quietSinceMs, observations } = session;
    if (observations.length < REQUESTS) return [];
    const text = JSON.stringify(observations);
    return [
      {
        name: kind.name,
        length: observations.length,
        judged: cpuOf(() => studyOf({ claim, preflight, quietSinceMs, observations })),
        parsed: cpuOf(() => JSON.parse(text)),
      },
    ];
  });
  const slowest = rows.reduce((a, b) => (b.judged > a.judged ? b : a));
  const judged = median(rows.map((row) => row.judged));
  return {
    name: 'judging a log of a limit probe',
    baseline: 'JSON.parse of the same log',
    ratio: median(rows.map((row) => row.judged / row.parsed)),
    aim: 'under 100 ms of CPU for 1,200 requests',
    detail: `${judged.toFixed(0)} ms of CPU, median over ${rows.length} limiters; most ${slowest.judged.toFixed(0)} ms (${slowest.name}, ${slowest.length} requests)`,
  };
}

/** CPU of one call, milliseconds, the median of several after two that warm up. */
function cpuOf(work: () => unknown): number {
  work();
  work();
  return median(
    Array.from({ length: ROUNDS }, () => {
      const began = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1_000;
    }),
  );
}
