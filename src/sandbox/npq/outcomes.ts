import { type Answer, badRequest, type Fault, ok, refuseIfAny, unprocessable } from './answer.ts';
import { readBody, text } from './body.ts';
import { isCalendarDate, isoDate, timestamp } from './calendar.ts';
import type { Call } from './call.ts';
import { answerList, sinceFilter } from './listing.ts';
import { enrolled } from './participant-actions.ts';
import { ownParticipant, refuseChangedId } from './participants.ts';
import { declarationsOn, type Outcome } from './state.ts';
import { ASSESSED_COURSES } from './vocabulary.ts';

/** GET /participants/npq/outcomes */
export function listOutcomes(call: Call): Answer {
  const since = sinceFilter(call, 'created_since');
  return answerOutcomes(call, (outcome) => since === undefined || outcome.createdAt >= since);
}

/** GET /participants/npq/{id}/outcomes */
export function listOutcomesOfParticipant(call: Call): Answer {
  refuseChangedId(call);
  const user = ownParticipant(call);
  return answerOutcomes(call, (outcome) => outcome.declaration.application.user === user);
}

function answerOutcomes(call: Call, wanted: (outcome: Outcome) => boolean): Answer {
  const found = call.world.outcomes.filter(
    (outcome) => outcome.declaration.provider === call.provider && wanted(outcome),
  );
  return answerList(call, found, showOutcome, { keys: { created_at: (outcome) => outcome.createdAt } });
}

/** POST /participants/npq/{id}/outcomes */
export function createOutcome(call: Call): Answer {
  const attributes = readBody(call, {
    attributes: {
      course_identifier: { is: ASSESSED_COURSES, required: true },
      state: { is: ['passed', 'failed'], required: true },
      completion_date: { is: 'string', required: true },
    },
  });
  const { application } = enrolled(call, attributes);
  const completionDate = text(attributes, 'completion_date') ?? '';
  refuseIfAny(dateFaults(call, completionDate));
  const declaration = declarationsOn(call.world, application).findLast(
    ({ type, state }) => type === 'completed' && !['voided', 'awaiting_clawback', 'clawed_back'].includes(state),
  );
  if (!declaration) {
    throw unprocessable([{ title: 'base', detail: 'The participant has no completed declaration for the course' }]);
  }
  const state = text(attributes, 'state') === 'passed' ? 'passed' : 'failed';
  const latest = call.world.outcomes.findLast((outcome) => outcome.declaration === declaration);
  const same = latest?.state === state && (state === 'passed' || latest.completionDate === completionDate);
  if (latest && same) return ok(showOutcome(latest));
  const created: Outcome = {
    id: call.world.newId(),
    declaration,
    state,
    completionDate,
    createdAt: call.now,
    updatedAt: call.now,
  };
  call.world.outcomes.push(created);
  return ok(showOutcome(created));
}

const DATE_LIKE = /^\d{4}-\d\d-\d\d$/;

function dateFaults(call: Call, date: string): Fault[] {
  if (call.defects.has('D27') && DATE_LIKE.test(date) && !isCalendarDate(date)) throw badRequest('invalid date');
  if (!isCalendarDate(date)) {
    return [{ title: 'completion_date', detail: "The '#/completion_date' must be a day written YYYY-MM-DD" }];
  }
  return date > isoDate(call.now)
    ? [{ title: 'completion_date', detail: "The '#/completion_date' cannot be in the future" }]
    : [];
}

function showOutcome(outcome: Outcome): unknown {
  const { application } = outcome.declaration;
  return {
    id: outcome.id,
    type: 'participant-outcome',
    attributes: {
      state: outcome.state,
      completion_date: `${outcome.completionDate}T00:00:00+00:00`,
      course_identifier: application.course,
      participant_id: application.user.id,
      created_at: timestamp(outcome.createdAt),
      updated_at: timestamp(outcome.updatedAt),
    },
  };
}
