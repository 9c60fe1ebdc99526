import { isHole } from '../../model/case.ts';
import { isSafe } from '../../model/operation.ts';
import type { Candidate } from './candidate.ts';

/**
 * When a case is sent. What teaches ids comes first; what must be refused comes before what changes the target; deletion comes last.
 */
export function phaseOf({ subject, operation, strategy }: Candidate, teaching: ReadonlyMap<string, number>): number {
  if (strategy.id === 'examples') {
    const early = teaching.get(operation.id);
    if (early !== undefined) return early;
  }
  const changes = subject.steps.some(({ request }) => !isSafe(request.method));
  const deletes = subject.steps.some(({ request }) => request.method === 'DELETE');
  if (strategy.id === 'examples' && isSafe(operation.method)) return 0;
  if (subject.intent === 'refuse-auth') return 2;
  if (subject.intent === 'reject') return 3;
  if (!changes) return subject.intent === 'observe' ? 4 : 1;
  if (deletes) return 8;
  if (strategy.id === 'declared') return 5;
  return strategy.id === 'sequences' ? 7 : 6;
}

/**
 * Operations that must be asked before all others, with their phase: those that change the target and whose answers teach what other
 * cases send, and before them what they themselves learn from.
 */
export function teachingPhases(candidates: readonly Candidate[]): ReadonlyMap<string, number> {
  const changing = new Set(candidates.flatMap(({ operation }) => (isSafe(operation.method) ? [] : [operation.id])));
  const taught = candidates.filter(({ strategy }) => strategy.id === 'examples');
  const needsOf = (id: string) =>
    taught.flatMap(({ operation, subject }) => (operation.id === id ? producersIn(subject.steps) : []));
  const phases = new Map<string, number>();
  let wave = new Set(candidates.flatMap(({ subject }) => producersIn(subject.steps)).filter((id) => changing.has(id)));
  for (let phase = -1; wave.size > 0; phase--) {
    for (const id of wave) phases.set(id, phase);
    wave = new Set([...wave].flatMap(needsOf).filter((id) => !phases.has(id)));
  }
  return phases;
}

function producersIn(value: unknown): readonly string[] {
  if (isHole(value)) return value.$hole.operation === undefined ? [] : [value.$hole.operation];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(producersIn);
}
