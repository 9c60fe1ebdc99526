import { writeFileSync } from 'node:fs';
import { KINDS } from '../tests/simulation/limiters.ts';
import { NETWORKS } from '../tests/simulation/network.ts';
import { VARIANTS } from '../tests/simulation/variants.ts';
import { pageOf } from './limits-accuracy/page.ts';
import { FIRST_SEED, HONEST_RUNS, SETTINGS, VARIANT_RUNS } from './limits-accuracy/plan.ts';
import { emptyScore, type Score, scoreOf } from './limits-accuracy/score.ts';
import { runSession } from './limits-accuracy/session.ts';

const runs = Number(process.argv[2] ?? 6);
const scores = {
  bySetting: new Map<string, Score>(),
  byKind: new Map<string, Score>(),
  variants: new Map<string, Score>(),
};

const into = (map: Map<string, Score>, key: string): Score => {
  const known = map.get(key) ?? emptyScore();
  map.set(key, known);
  return known;
};

for (const { requests, windowMs } of SETTINGS) {
  const setting = `${requests} / ${windowMs / 1_000} s`;
  for (const network of Object.values(NETWORKS)) {
    for (const kind of KINDS) {
      // One hundredth of a short window is less than the grain that limiters are granted.
      if (windowMs * 0.01 < 1_600 && kind.name.startsWith('window 1 %')) continue;
      const times = kind.violation === 'none' ? Math.ceil(runs * HONEST_RUNS) : runs;
      for (let run = 0; run < times; run++) {
        const seed = FIRST_SEED + run * 7_919 + requests;
        const outcome = runSession({ requests, windowMs }, kind.make(requests, windowMs, seed), network, seed);
        for (const score of [
          into(scores.bySetting, `${setting} | ${network.name}`),
          into(scores.byKind, `${kind.name} | ${network.name}`),
        ])
          scoreOf(score, outcome, kind);
      }
    }
    for (const variant of VARIANTS)
      for (let run = 0; run < Math.ceil(runs * VARIANT_RUNS); run++) {
        const seed = FIRST_SEED + run * 7_919 + requests;
        const outcome = runSession({ requests, windowMs }, variant.make(requests, windowMs, seed), network, seed);
        scoreOf(into(scores.variants, variant.name), outcome, variant);
      }
    process.stderr.write(`${setting} ${network.name}\n`);
  }
}

const page = pageOf(scores);
if (process.argv[3]) writeFileSync(process.argv[3], page);
else process.stdout.write(page);
