import type { Case } from '../model/case.ts';
import { type Batch, batchesOf } from './batches.ts';
import { performCase, type Session } from './session.ts';
import type { StopReason } from './storm.ts';

/** Send every listed case of a plan, batch by batch; stops early in a storm and says why. */
export async function sendListed(
  session: Session,
  cases: readonly Case[],
  concurrency: number,
): Promise<StopReason | undefined> {
  for (const batch of batchesOf(cases, session.model)) {
    await sendBatch(session, batch, concurrency);
    const stopped = session.storm.stopped();
    if (stopped) return stopped;
  }
  return undefined;
}

async function sendBatch(session: Session, { cases, parallel }: Batch, concurrency: number): Promise<void> {
  const queue = cases[Symbol.iterator]();
  const worker = async () => {
    for (const subject of queue) {
      if (session.storm.stopped()) return;
      const given = subject.steps.flatMap(({ operation }) => session.storm.gaveUp(operation) ?? [])[0];
      if (given === undefined) await performCase(session, subject, 'case');
      else session.unsendable.set(subject.id, given);
    }
  };
  await Promise.all(Array.from({ length: parallel ? concurrency : 1 }, worker));
}
