import { canonicalJson } from '../../kernel/json.ts';
import type { Registry } from '../../kernel/registry.ts';
import type { Case } from '../../model/case.ts';
import type { LeftOut, Plan, PlanSummary } from '../../model/plan.ts';
import type { Rate } from '../../model/rate-policy.ts';
import { withinBudget } from './budget.ts';
import type { Candidate } from './candidate.ts';
import type { CaseSource, ConversationSource, PropertySource } from './case-source.ts';
import { countPerOperation } from './per-operation.ts';
import { phaseOf, teachingPhases } from './phase.ts';
import { shareRuns } from './share-runs.ts';
import { stepsText } from './steps-text.ts';
import type { PlanContext, Strategy } from './strategy.ts';

/** The limits of a run. */
export interface PlanOptions {
  /** Most requests of the whole run. */
  readonly budget: number;
  /** Requests of the budget kept back for replays and shrinking. */
  readonly reserve: number;
  readonly rate?: Rate;
  readonly strategies: Registry<Strategy>;
}

/** A plan, and the sources whose cases are made while running. */
export interface PlannedRun {
  readonly plan: Plan;
  readonly sources: readonly CaseSource[];
}

/** Collect all cases, drop identical ones, fit them into the budget, and order them; pure: the same input gives the same bytes. */
export function planRun(context: PlanContext, options: PlanOptions): PlannedRun {
  const collected = collect(context, options);
  const unique = distinct(collected.candidates);
  const asked = collected.conversations.reduce((sum, source) => sum + source.maxRequests, 0);
  const room = Math.max(0, options.budget - options.reserve - asked);
  const fitted = withinBudget(unique, room);
  const listedRequests = fitted.kept.reduce((sum, { subject }) => sum + subject.steps.length, 0);
  const shared = shareRuns(collected.properties, room - listedRequests);
  const cases = ordered(fitted.kept, context).map(({ subject }) => subject);
  const leftOut = [...collected.leftOut, ...fitted.leftOut, ...shared.leftOut];
  const random = shared.sources.reduce((sum, { runs }) => sum + runs, 0);
  const totals = { requests: listedRequests + asked, reserve: options.reserve + random };
  return {
    plan: { cases, summary: summarise(context, options, cases, leftOut, totals) },
    sources: [...shared.sources, ...collected.conversations],
  };
}

interface Collected {
  readonly candidates: readonly Candidate[];
  readonly properties: readonly PropertySource[];
  readonly conversations: readonly ConversationSource[];
  readonly leftOut: readonly LeftOut[];
}

/** So many cases are worked out in any case, so that what a short budget leaves out can be counted. */
const MOST_WORKED_OUT = 15_000;

/**
 * By priority first: of two identical requests the more important strategy keeps its own. Of a very large description less important
 * strategies are not worked out when the others have more than spent the budget.
 */
function collect(context: PlanContext, { strategies, budget }: PlanOptions): Collected {
  const candidates: Candidate[] = [];
  const properties: PropertySource[] = [];
  const conversations: ConversationSource[] = [];
  const leftOut: LeftOut[] = [];
  for (const strategy of [...strategies.all].sort((a, b) => a.priority - b.priority)) {
    const isHopeless = requestsOf(candidates.filter(({ priority }) => priority < strategy.priority)) >= 2 * budget;
    for (const operation of context.model.operations) {
      if (isHopeless && candidates.length >= MOST_WORKED_OUT) {
        leftOut.push({ operation: operation.id, strategy: strategy.id, cases: 0, reason: NOT_WORKED_OUT });
        continue;
      }
      for (const source of strategy.sources(operation, context)) {
        leftOut.push(...(source.leftOut ?? []));
        if (source.kind === 'property') properties.push(source);
        else if (source.kind === 'conversation') conversations.push(source);
        else {
          const { priority = strategy.priority } = source;
          for (const subject of source.cases) candidates.push({ subject, operation, strategy, priority });
        }
      }
    }
  }
  return { candidates, properties, conversations, leftOut };
}

const NOT_WORKED_OUT = 'more important cases spend the budget, so that these were not even worked out';

function requestsOf(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, { subject }) => sum + subject.steps.length, 0);
}

/** Identical requests are sent once, unless a requirement names them. */
function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ subject }) => {
    const { statuses, basis } = subject.expectation;
    const text = stepsText(subject.steps);
    const key = statuses ? `${text} ${canonicalJson([statuses, basis])}` : text;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function ordered(candidates: readonly Candidate[], context: PlanContext): readonly Candidate[] {
  const teaching = teachingPhases(candidates);
  const place = new Map(context.model.operations.map(({ id }, index) => [id, index]));
  return candidates
    .map((candidate) => ({
      candidate,
      phase: phaseOf(candidate, teaching),
      place: place.get(candidate.operation.id) ?? 0,
    }))
    .sort((a, b) => a.phase - b.phase || a.place - b.place)
    .map(({ candidate }) => candidate);
}

function summarise(
  context: PlanContext,
  { budget, rate }: PlanOptions,
  cases: readonly Case[],
  leftOut: readonly LeftOut[],
  { requests, reserve }: { readonly requests: number; readonly reserve: number },
): PlanSummary {
  return {
    seed: context.seed,
    requests,
    reserve,
    budget,
    ...(rate && { rate }),
    durationMs: rate ? Math.ceil((requests * rate.windowMs) / rate.requests) : 0,
    perOperation: countPerOperation(
      context.model.operations.map(({ id }) => id),
      cases,
    ),
    leftOut,
    unsupported: context.model.unsupported,
  };
}
