import { isSafe } from '../../model/operation.ts';
import type { Candidate } from './candidate.ts';

/**
 * When a case is sent. What teaches ids comes first; what must be refused comes before what changes the target; deletion comes last.
 */
export function phaseOf({ subject, operation, strategy }: Candidate): number {
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
