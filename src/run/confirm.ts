import type { Case, Hole } from '../model/case.ts';
import { responseOf } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import { isSafe } from '../model/operation.ts';
import type { NotTested } from '../model/run-report.ts';
import { holesOf, producersOf } from './learnt.ts';
import { performCase, type Session } from './session.ts';

/** Findings that were shown again, and what could not be reproduced. */
export interface Confirmed {
  readonly findings: readonly Finding[];
  readonly notReproduced: readonly NotTested[];
}

/**
 * Replay the example of every finding once. A read-only case that shows nothing the second time is no finding; a case that changes
 * the target is replayed on another resource, since the first one is no longer in the state it was, and stays unconfirmed if need be.
 */
export async function confirmFindings(session: Session, findings: readonly Finding[]): Promise<Confirmed> {
  const taken = takenBy(session);
  const kept: Finding[] = [];
  const notReproduced: NotTested[] = [];
  for (const finding of findings) {
    const confirmed = await confirm(session, finding, taken);
    if (confirmed) kept.push(confirmed);
    else
      notReproduced.push({
        what: `${finding.operation}: ${finding.message}`,
        reason: `seen ${finding.occurrences} times by ${finding.check}, but not when the same request was sent again: inconclusive`,
      });
  }
  return { findings: kept, notReproduced };
}

async function confirm(
  session: Session,
  finding: Finding,
  taken: Set<string | undefined>,
): Promise<Finding | undefined> {
  const subject = finding.example.case;
  const unconfirmed = (reason: string): Finding => ({ ...finding, confirmation: { state: 'unconfirmed', reason } });
  if (session.budget.remaining < subject.steps.length) return unconfirmed('the budget was spent before a replay');
  if (session.storm.stopped()) return unconfirmed('the run was stopped before a replay');
  if (session.storm.gaveUp(finding.operation) !== undefined)
    return unconfirmed('the operation stopped answering before a replay');
  const readOnly = isReadOnly(session, subject);
  const planned = session.planned.get(subject.id) ?? subject;
  const elsewhere = !readOnly && producersOf(planned).length > 0;
  const shift = elsewhere ? shiftOf(session, planned, taken) : 0;
  const { trace, accusations } = await performCase(session, elsewhere ? planned : subject, 'replay', shift);
  const again = accusations.some(
    ({ check, operation, accusation }) =>
      check === finding.check && operation === finding.operation && accusation.signature === finding.signature,
  );
  if (again) return { ...finding, confirmation: { state: 'confirmed' } };
  const last = trace.at(-1);
  const status = last && responseOf(last)?.status;
  if (status === undefined || status === 429 || status === 503)
    return unconfirmed('the replay got no answer that could be judged');
  return readOnly
    ? undefined
    : unconfirmed('the request changes the target; a replay in another state did not show it again');
}

/** What the plan and earlier replays took for the holes of lists: none of it is in the state that it was. */
function takenBy({ planned, learnt }: Session): Set<string | undefined> {
  return new Set(listHolesOf([...planned.values()]).map((hole) => learnt.lookup(hole, [])));
}

/** How far on the resource is that a replay takes: the nearest that nobody took yet, else the next one. */
function shiftOf({ learnt }: Session, subject: Case, taken: Set<string | undefined>): number {
  const holes = listHolesOf([subject]);
  const isFresh = (shift: number) => holes.some((hole) => !taken.has(learnt.lookup(hole, [], shift)));
  const shift = Array.from({ length: taken.size + 1 }, (_, index) => index + 1).find(isFresh) ?? 1;
  for (const hole of holes) taken.add(learnt.lookup(hole, [], shift));
  return shift;
}

function listHolesOf(cases: readonly Case[]): readonly Hole[] {
  return holesOf(cases).filter(({ $hole: { from } }) => from === 'list');
}

function isReadOnly(session: Session, subject: Case): boolean {
  const methods = new Map(session.model.operations.map(({ id, method }) => [id, method]));
  return subject.steps.every(({ operation }) => isSafe(methods.get(operation) ?? 'POST'));
}
