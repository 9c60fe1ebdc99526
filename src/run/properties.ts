import fc from 'fast-check';
import type { AccusationRecord } from '../finding/index.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { Case } from '../model/case.ts';
import type { NotTested } from '../model/run-report.ts';
import type { PropertySource } from '../plan/shared/case-source.ts';
import { performCase, type Session } from './session.ts';

/** Requests that shrinking may cost per property, beyond its runs. */
export const SHRINK_BUDGET = 30;

/** Send random cases; a new kind of failure is shrunk to its smallest case, which carries the path that replays it. Answers where shrinking ended early. */
export async function sendProperties(
  session: Session,
  sources: readonly PropertySource[],
  sentAlready: Iterable<Case>,
): Promise<readonly NotTested[]> {
  const cut: NotTested[] = [];
  const sent = new Set<string>();
  for (const subject of sentAlready) sent.add(stepsKey(subject));
  for (const source of sources) {
    if (session.storm.stopped() || session.budget.remaining <= 0) break;
    if (session.storm.gaveUp(source.operation) !== undefined) continue;
    const reason = await sendProperty(session, source, sent);
    if (reason) cut.push({ what: `${source.operation}: a smaller example of a random case`, reason });
  }
  return cut;
}

/** Why shrinking ended before it was done; undefined when it was. */
async function sendProperty(session: Session, source: PropertySource, sent: Set<string>): Promise<string | undefined> {
  const known = new Set(session.accusations.map(causeKey));
  let shrinks = 0;
  let failed = false;
  const conforms = async (subject: Case): Promise<boolean> => {
    const key = stepsKey(subject);
    if (sent.has(key) || session.storm.stopped() || (failed && shrinks++ >= SHRINK_BUDGET)) return true;
    sent.add(key);
    const { accusations } = await performCase(session, subject, failed ? 'shrink' : 'case');
    const fresh = accusations.some((accusation) => accusation.outcome === 'fail' && !known.has(causeKey(accusation)));
    failed ||= fresh;
    return !fresh;
  };
  // What is thrown (a stopped run, a defect of our own) is no counterexample: it must not be shrunk but end the run.
  const thrown: unknown[] = [];
  const property = fc.asyncProperty(source.arbitrary, async (subject) => {
    if (thrown.length > 0) return true;
    return conforms(subject).catch((error: unknown) => {
      thrown.push(error);
      return true;
    });
  });
  const details = await fc.check(property, { seed: source.seed, numRuns: source.runs });
  if (thrown.length > 0) throw thrown[0];
  const [smallest] = details.counterexample ?? [];
  if (!smallest || details.counterexamplePath === null) return undefined;
  await keepSmallest(session, { ...smallest, origin: { ...smallest.origin, path: details.counterexamplePath } });
  if (shrinks <= SHRINK_BUDGET && session.budget.remaining > 0) return undefined;
  return shrinks > SHRINK_BUDGET
    ? `the ${SHRINK_BUDGET} requests for shrinking were spent; the example shown may be made smaller still`
    : 'the budget of the run was spent while shrinking; the example shown may be made smaller still';
}

/** The smallest case is sent once more under its own name, so that the finding shows exactly what it is replayed by. */
async function keepSmallest(session: Session, smallest: Case): Promise<void> {
  const { accusations } = await performCase(session, smallest, 'shrink');
  session.accusations.push(...accusations);
}

function causeKey({ check, operation, accusation }: AccusationRecord): string {
  return `${check}\n${operation}\n${accusation.signature}`;
}

function stepsKey({ steps }: Case): string {
  return canonicalJson(steps);
}
