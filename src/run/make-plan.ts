import type { ResolvedConfig } from '../config/resolved-config.ts';
import { createGenerator } from '../generate/index.ts';
import { registry } from '../kernel/registry.ts';
import type { ApiModel } from '../model/api.ts';
import type { Plan } from '../model/plan.ts';
import type { Rate } from '../model/rate-policy.ts';
import { planRun, shardOf } from '../plan/index.ts';
import type { PropertySource } from '../plan/shared/case-source.ts';
import { spoilsOf } from '../target/index.ts';
import { bindIdentities } from './identities.ts';
import type { Kit } from './kit.ts';
import { SHRINK_BUDGET } from './properties.ts';

/** A plan and the random cases that follow it. */
export interface Planned {
  readonly plan: Plan;
  readonly properties: readonly PropertySource[];
}

/** Turn promises into an ordered plan within the budget; the same configuration gives the same plan, byte for byte. */
export function makePlan(config: ResolvedConfig, model: ApiModel, kit: Kit): Planned {
  const { notEntitled } = bindIdentities(config, model);
  const rate = paceOf(config, model);
  const budget = budgetOf(config, model);
  const whole = planRun(
    {
      model,
      seed: config.seed,
      generator: createGenerator(model.schemaDocuments),
      spoilsOf: (scheme) => (kit.authSchemes.has(scheme.scheme) ? spoilsOf(scheme, config.environment) : []),
      identities: Object.keys(config.identities).filter((name) => name !== 'default'),
      ...(notEntitled ? { notEntitled } : {}),
      knownValues: config.knownValues,
      declaredCases: config.cases,
      propertyRuns: config.propertyRuns,
      undeclaredMethods: config.undeclaredMethods,
    },
    { budget, reserve: reserveOf(budget), ...(rate ? { rate } : {}), strategies: strategiesFor(config, kit) },
  );
  const { plan, sources } = config.shard ? shardOf(whole, config.shard) : whole;
  return { plan, properties: sources.filter((source) => source.kind === 'property') };
}

/** The pace of a run: as configured, else half of the limit that the description documents; parts of a run share it evenly. */
export function paceOf(config: ResolvedConfig, model: ApiModel): Rate | undefined {
  const whole = wholePaceOf(config, model);
  if (!whole || !config.shard) return whole;
  return { ...whole, requests: Math.max(1, Math.floor(whole.requests / config.shard.count)) };
}

function wholePaceOf(config: ResolvedConfig, model: ApiModel): Rate | undefined {
  if (config.rate) return config.rate;
  const documented = model.ratePolicies[0];
  return documented && { requests: Math.max(1, Math.floor(documented.requests / 2)), windowMs: documented.windowMs };
}

const MOST_BY_DEFAULT = 900;
const FEWEST_BY_DEFAULT = 100;
/** A small API is told well by so many requests per operation; what does not fit is said. */
const MOST_PER_OPERATION = 100;
const PATIENCE_MS = 60_000;

/**
 * The budget of a run: as configured, else at most 900 requests, a hundred per operation, and no more than the pace lets through within
 * about a minute.
 */
export function budgetOf(config: ResolvedConfig, model: ApiModel): number {
  if (config.budget !== undefined) return config.budget;
  const rate = wholePaceOf(config, model);
  const patient = rate ? rate.requests * (1 + Math.floor(PATIENCE_MS / rate.windowMs)) : Infinity;
  const enough = Math.min(MOST_BY_DEFAULT, model.operations.length * MOST_PER_OPERATION, patient);
  return Math.max(FEWEST_BY_DEFAULT, enough);
}

/** A few findings are replayed at this cost. */
const REPLAYS = 20;

/** Kept back for replays and shrinking: a tenth of the budget, at most enough for two shrinks; of a small one up to a fifth. */
function reserveOf(budget: number): number {
  const tenth = Math.min(Math.floor(budget / 10), SHRINK_BUDGET * 2);
  return Math.max(tenth, Math.min(Math.floor(budget / 5), REPLAYS));
}

/** Of a retired version one plain request per operation tells all that there is to know. */
function strategiesFor({ retired }: ResolvedConfig, { strategies }: Kit): Kit['strategies'] {
  return retired ? registry(strategies.kind, [strategies.get('examples')]) : strategies;
}
