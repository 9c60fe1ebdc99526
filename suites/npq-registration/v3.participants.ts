import type { DeclaredCase, DeclaredRequest, Hole } from 'assay';
import { course, declaredAbout, ENROLMENT, earlierId, listed, PARTICIPANTS, participantId } from './v3.words.ts';

const CHANGE_SCHEDULE = 'PUT /api/v3/participants/npq/{id}/change-schedule';
const POST_OUTCOME = 'POST /api/v3/participants/npq/{id}/outcomes';
const OUTCOMES = 'GET /api/v3/participants/npq/outcomes';

type Attributes = Readonly<Record<string, string | Hole>>;

/** A change of somebody's training for a course. */
function training(
  change: string,
  { participant, course: about }: ReturnType<typeof declaredAbout>,
  attributes: Attributes = {},
) {
  const type = `participant-${change}`;
  return {
    path: { id: participant },
    json: { data: { type, attributes: { course_identifier: about, ...attributes } } },
  };
}

/** A change of training made twice: once to reach the state, and once more, which the state forbids. */
function twice(
  requirement: string,
  change: 'resume' | 'defer' | 'withdraw',
  title: string,
  attributes: Attributes = {},
): DeclaredCase {
  const operation = `PUT /api/v3/participants/npq/{id}/${change}`;
  const request = training(change, declaredAbout(), attributes);
  return {
    requirement,
    operation,
    title,
    given: [{ operation, ...request }],
    when: request,
    expect: { statuses: [422] },
  };
}

/** Somebody withdrawn: who the declaration at that place of the list is about. */
function withdrawn(place: number): readonly DeclaredRequest[] {
  const operation = 'PUT /api/v3/participants/npq/{id}/withdraw';
  return [{ operation, ...training('withdraw', declaredAbout(place), { reason: 'other' }) }];
}

const schedule = listed(PARTICIPANTS, `${ENROLMENT}/schedule_identifier`, 0, 'npq-specialist-autumn');

/** Somebody with an outcome, and the course that it is about. */
const assessed = {
  participant: listed(OUTCOMES, 'attributes/participant_id'),
  course: listed(OUTCOMES, 'attributes/course_identifier', 0, 'npq-leading-teaching'),
};

/** A pass of somebody whose outcome was listed. */
function outcome(completionDate: string) {
  const attributes = { course_identifier: assessed.course, state: 'passed', completion_date: completionDate };
  return { path: { id: assessed.participant }, json: { data: { type: 'npq-outcome-confirmation', attributes } } };
}

/** Training status, schedules and outcomes. */
export const participants: readonly DeclaredCase[] = [
  twice('NPQ3-PART-14', 'withdraw', 'who is withdrawn cannot be withdrawn again', { reason: 'other' }),
  twice('NPQ3-PART-12', 'resume', 'who is active cannot be resumed'),
  twice('NPQ3-PART-13', 'defer', 'who is deferred cannot be deferred again', { reason: 'career-break' }),
  {
    requirement: 'NPQ3-PART-17',
    operation: 'PUT /api/v3/participants/npq/{id}/change-schedule',
    title: 'a change to the same schedule is refused',
    when: {
      path: { id: participantId },
      json: {
        data: {
          type: 'participant-change-schedule',
          attributes: {
            course_identifier: course,
            schedule_identifier: schedule,
          },
        },
      },
    },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-PART-19',
    operation: 'GET /api/v3/participants/npq/{id}',
    title: 'an earlier id of a participant is a participant or nothing',
    when: { path: { id: earlierId } },
    expect: { statuses: [200, 404] },
  },
  {
    requirement: 'NPQ3-ERR-05',
    operation: 'PUT /api/v3/participants/npq/{id}/resume',
    title: 'resuming without data is refused',
    when: { path: { id: participantId }, json: {} },
    expect: { statuses: [400] },
  },
  {
    requirement: 'NPQ3-OUTC-05',
    operation: 'POST /api/v3/participants/npq/{id}/outcomes',
    title: 'an outcome of the future is refused',
    when: {
      path: { id: participantId },
      json: {
        data: {
          type: 'npq-outcome-confirmation',
          attributes: { course_identifier: 'npq-leading-teaching', state: 'passed', completion_date: '2099-01-01' },
        },
      },
    },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-PART-16',
    operation: 'PUT /api/v3/participants/npq/{id}/resume',
    title: 'who is withdrawn may be resumed',
    given: withdrawn(11),
    when: training('resume', declaredAbout(11)),
    expect: { statuses: [200] },
  },
  {
    requirement: 'NPQ3-PART-20',
    operation: 'PUT /api/v3/participants/npq/{id}/defer',
    title: 'who is withdrawn cannot be deferred',
    given: withdrawn(4),
    when: training('defer', declaredAbout(4), { reason: 'career-break' }),
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-PART-21',
    operation: CHANGE_SCHEDULE,
    title: 'the schedule of who is withdrawn cannot be changed',
    given: withdrawn(11),
    when: training('change-schedule', declaredAbout(11), { schedule_identifier: 'npq-specialist-autumn' }),
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-PART-22',
    operation: CHANGE_SCHEDULE,
    title: 'a schedule of another kind of course is refused',
    when: training('change-schedule', assessed, { schedule_identifier: 'npq-ehco-december' }),
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-PART-23',
    operation: CHANGE_SCHEDULE,
    title: 'a cohort that does not exist is refused',
    when: {
      path: { id: participantId },
      json: {
        data: {
          type: 'participant-change-schedule',
          attributes: {
            course_identifier: course,
            schedule_identifier: schedule,
            cohort: '1066',
          },
        },
      },
    },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-OUTC-07',
    operation: POST_OUTCOME,
    title: 'the same outcome can be reported again',
    given: [{ operation: POST_OUTCOME, ...outcome('2026-01-05') }],
    when: outcome('2026-01-05'),
    expect: { statuses: [200] },
  },
  {
    requirement: 'NPQ3-OUTC-09',
    operation: POST_OUTCOME,
    title: 'an outcome on a day that no calendar has is refused by a rule',
    when: outcome('2021-99-99'),
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-OUTC-10',
    operation: POST_OUTCOME,
    title: 'an outcome on a day in words is refused',
    when: outcome('12 January 2026'),
    expect: { statuses: [422] },
  },
];
