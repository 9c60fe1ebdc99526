import { AssayError } from '../../kernel/error.ts';
import { type Case, type Hole, isHole } from '../../model/case.ts';
import type { Shard } from '../../model/plan.ts';
import type { CaseSource } from './case-source.ts';
import { countPerOperation } from './per-operation.ts';
import type { PlannedRun } from './plan-run.ts';

/**
 * One part of a plan: whole operations, so that each refusal keeps the accepted request that gives it meaning; the parts are disjoint,
 * together they are the plan, and they are nearly equal in requests. Requests that teach ids are repeated where a part needs them.
 * Fails with usage error `shard-empty` when there are more parts than operations.
 */
export function shardOf(planned: PlannedRun, { index, count }: Pick<Shard, 'index' | 'count'>): PlannedRun {
  const { plan, sources } = planned;
  const { summary } = plan;
  const own = partsOf(planned, count)[index - 1] ?? new Set();
  if (own.size === 0) {
    const message = `The plan cannot be split into ${count} parts: only ${summary.perOperation.length} operations are described. Lower the number after the slash of --shard.`;
    throw new AssayError('usage', 'shard-empty', message);
  }
  const mine = plan.cases.filter(({ operation }) => own.has(operation));
  const teaching = teachersOf(mine, plan.cases, own);
  const kept = plan.cases.filter((subject) => own.has(subject.operation) || teaching.has(subject));
  const ownSources = sources.filter(({ operation }) => own.has(operation));
  const requests = sum(kept.map(costOf)) + sum(ownSources.map((source) => asked(source)));
  const random = sum(sources.map(runsOf));
  const reserve = Math.ceil((summary.reserve - random) / count) + sum(ownSources.map(runsOf));
  const perOperation = countPerOperation(
    summary.perOperation.flatMap(({ operation }) => (own.has(operation) ? [operation] : [])),
    mine,
  );
  return {
    plan: {
      cases: kept,
      summary: {
        ...summary,
        requests,
        reserve,
        durationMs: summary.rate ? Math.ceil((requests * summary.rate.windowMs) / summary.rate.requests) : 0,
        perOperation,
        leftOut: summary.leftOut.filter(({ operation }) => own.has(operation)),
        shard: { index, count, repeated: sum([...teaching].map(costOf)) },
      },
    },
    sources: ownSources,
  };
}

/** The operations of each part: the heaviest first, each to the part that is lightest so far. */
function partsOf({ plan, sources }: PlannedRun, count: number): readonly ReadonlySet<string>[] {
  const weights = plan.summary.perOperation.map(({ operation, requests }) => {
    const random = sum(
      sources.filter((source) => source.operation === operation).map((one) => runsOf(one) + asked(one)),
    );
    return { operation, weight: requests + random };
  });
  const parts = Array.from({ length: count }, () => ({ weight: 0, operations: new Set<string>() }));
  for (const { operation, weight } of weights.sort((a, b) => b.weight - a.weight)) {
    const lightest = parts.reduce((a, b) => (isLighter(b, a) ? b : a));
    lightest.operations.add(operation);
    lightest.weight += weight;
  }
  return parts.map(({ operations }) => operations);
}

interface Part {
  readonly weight: number;
  readonly operations: ReadonlySet<string>;
}

/** Of parts of equal weight the one with fewer operations: operations without requests are spread too. */
function isLighter(a: Part, b: Part): boolean {
  return a.weight < b.weight || (a.weight === b.weight && a.operations.size < b.operations.size);
}

/** The plain requests of foreign operations that these cases, and the teachers themselves, learn from. */
function teachersOf(cases: readonly Case[], all: readonly Case[], own: ReadonlySet<string>): ReadonlySet<Case> {
  const teachers = new Set<Case>();
  const waiting = [...cases];
  const asked = new Set<string>(own);
  for (let subject = waiting.pop(); subject; subject = waiting.pop()) {
    for (const { $hole: hole } of holesIn(subject.steps)) {
      if (hole.operation === undefined || asked.has(hole.operation)) continue;
      asked.add(hole.operation);
      const found = all.filter(
        ({ operation, origin }) => operation === hole.operation && origin.strategy === 'examples',
      );
      for (const teacher of found) teachers.add(teacher);
      waiting.push(...found);
    }
  }
  return teachers;
}

function holesIn(value: unknown): readonly Hole[] {
  if (isHole(value)) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(holesIn);
}

function costOf({ steps }: Case): number {
  return steps.length;
}

function runsOf(source: CaseSource): number {
  return source.kind === 'property' ? source.runs : 0;
}

function asked(source: CaseSource): number {
  return source.kind === 'conversation' ? source.maxRequests : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
