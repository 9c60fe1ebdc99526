import { registry } from '../kernel/registry.ts';
import { authentication } from './authentication.ts';
import { boundaries } from './boundaries.ts';
import { declared } from './declared.ts';
import { examples } from './examples.ts';
import { negatives } from './negatives.ts';
import { pages } from './pages.ts';
import { properties } from './properties.ts';
import { sequences } from './sequences.ts';
import type { Strategy } from './shared/strategy.ts';
import { tenancy } from './tenancy.ts';

export { type PlannedRun, type PlanOptions, planRun } from './shared/plan-run.ts';
export { shardOf } from './shared/shard.ts';

/** All strategies, by priority. */
export const strategies = registry<Strategy>('strategy', [
  examples,
  authentication,
  declared,
  sequences,
  tenancy,
  pages,
  negatives,
  boundaries,
  properties,
]);
