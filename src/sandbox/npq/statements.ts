import { type Answer, notFound, ok } from './answer.ts';
import { isoDate, timestamp } from './calendar.ts';
import type { Call } from './call.ts';
import { answerList, listFilter, sinceFilter } from './listing.ts';
import type { Application, Statement } from './state.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** GET /statements */
export function listStatements(call: Call): Answer {
  const years = listFilter(call, 'cohort');
  const since = sinceFilter(call, 'updated_since');
  const found = call.world.statements.filter(
    (statement) =>
      statement.provider === call.provider &&
      (years?.includes(String(statement.cohort.year)) ?? true) &&
      (since === undefined || statement.updatedAt >= since),
  );
  return answerList(call, found, showStatement, { keys: { payment_date: (statement) => statement.payment } });
}

/** GET /statements/{id} */
export function readStatement(call: Call): Answer {
  const found = call.world.byId.statement.get(call.id);
  if (found?.provider !== call.provider) throw notFound();
  const answer = ok(showStatement(found));
  return call.defects.has('wrong-media-type') ? { ...answer, mediaType: 'text/html' } : answer;
}

/** The next statement that still takes declarations on an application. */
export function openStatement(call: Call, { cohort }: Application): Statement | undefined {
  return call.world.statements.find(
    (statement) =>
      statement.provider === call.provider &&
      statement.cohort === cohort &&
      !statement.paid &&
      statement.cutOff > call.now,
  );
}

function showStatement(statement: Statement): unknown {
  const closes = new Date(statement.cutOff);
  return {
    id: statement.id,
    type: 'statement',
    attributes: {
      month: MONTHS[closes.getUTCMonth()],
      year: String(closes.getUTCFullYear()),
      cohort: String(statement.cohort.year),
      cut_off_date: isoDate(statement.cutOff),
      payment_date: isoDate(statement.payment),
      paid: statement.paid,
      created_at: timestamp(statement.createdAt),
      updated_at: timestamp(statement.updatedAt),
    },
  };
}
