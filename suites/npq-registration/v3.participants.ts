import type { DeclaredCase, DeclaredRequest, Hole } from 'assay';
import { course, DECLARATIONS, declaredAt, ENROLMENT, found, PARTICIPANTS, participant } from './v3.words.ts';

/** A change of training made twice: once to reach the state, and once more, which the state forbids. */
function twice(
  requirement: string,
  change: 'resume' | 'defer' | 'withdraw',
  title: string,
  given: readonly DeclaredRequest[],
  attributes: Readonly<Record<string, string | Hole>>,
  id: Hole,
): DeclaredCase {
  const operation = `PUT /api/v3/participants/npq/{id}/${change}`;
  const request = { path: { id }, json: { data: { type: `participant-${change}`, attributes } } };
  return {
    requirement,
    operation,
    title,
    given: [...given, { operation, ...request }],
    when: request,
    expect: { statuses: [422] },
  };
}

/** Somebody in training about whom something was declared. */
const declared = [{ operation: DECLARATIONS, query: { 'page[per_page]': '1' } }];
const declaredId = found('/data/0/attributes/participant_id');
const declaredCourse = found('/data/0/attributes/course_identifier', 'npq-leading-teaching');

/** Somebody withdrawn: who the declaration at that place of the list is about. */
function withdrawn(place: number): readonly DeclaredRequest[] {
  return [
    declaredAt(place),
    {
      operation: 'PUT /api/v3/participants/npq/{id}/withdraw',
      ...training('withdraw', { course_identifier: declaredCourse, reason: 'other' }),
    },
  ];
}

/** A change of training of the participant that the list of declarations or outcomes named. */
function training(change: string, attributes: Readonly<Record<string, string | Hole>>) {
  return { path: { id: declaredId }, json: { data: { type: `participant-${change}`, attributes } } };
}

const CHANGE_SCHEDULE = 'PUT /api/v3/participants/npq/{id}/change-schedule';
const POST_OUTCOME = 'POST /api/v3/participants/npq/{id}/outcomes';
const someOutcome = { operation: 'GET /api/v3/participants/npq/outcomes', query: { 'page[per_page]': '1' } };

/** A pass of the participant whose outcome was listed. */
function outcome(completionDate: string) {
  const attributes = { course_identifier: declaredCourse, state: 'passed', completion_date: completionDate };
  return { path: { id: declaredId }, json: { data: { type: 'npq-outcome-confirmation', attributes } } };
}

/** Training status, schedules and outcomes. */
export const participants: readonly DeclaredCase[] = [
  twice(
    'NPQ3-PART-14',
    'withdraw',
    'who is withdrawn cannot be withdrawn again',
    declared,
    { course_identifier: declaredCourse, reason: 'other' },
    declaredId,
  ),
  twice(
    'NPQ3-PART-12',
    'resume',
    'who is active cannot be resumed',
    declared,
    { course_identifier: declaredCourse },
    declaredId,
  ),
  twice(
    'NPQ3-PART-13',
    'defer',
    'who is deferred cannot be deferred again',
    declared,
    { course_identifier: declaredCourse, reason: 'career-break' },
    declaredId,
  ),
  {
    requirement: 'NPQ3-PART-17',
    operation: 'PUT /api/v3/participants/npq/{id}/change-schedule',
    title: 'a change to the same schedule is refused',
    given: participant('active'),
    when: {
      path: { id: found('/data/0/id') },
      json: {
        data: {
          type: 'participant-change-schedule',
          attributes: {
            course_identifier: course,
            schedule_identifier: found(`${ENROLMENT}/schedule_identifier`, 'npq-specialist-autumn'),
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
    given: [{ operation: PARTICIPANTS, query: { 'page[per_page]': '100' } }],
    when: { path: { id: found('/data/*/attributes/participant_id_changes/0/from_participant_id') } },
    expect: { statuses: [200, 404] },
  },
  {
    requirement: 'NPQ3-ERR-05',
    operation: 'PUT /api/v3/participants/npq/{id}/resume',
    title: 'resuming without data is refused',
    given: participant('deferred'),
    when: { path: { id: found('/data/0/id') }, json: {} },
    expect: { statuses: [400] },
  },
  {
    requirement: 'NPQ3-OUTC-05',
    operation: 'POST /api/v3/participants/npq/{id}/outcomes',
    title: 'an outcome of the future is refused',
    given: participant('active'),
    when: {
      path: { id: found('/data/0/id') },
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
    given: withdrawn(12),
    when: training('resume', { course_identifier: declaredCourse }),
    expect: { statuses: [200] },
  },
  {
    requirement: 'NPQ3-PART-20',
    operation: 'PUT /api/v3/participants/npq/{id}/defer',
    title: 'who is withdrawn cannot be deferred',
    given: withdrawn(5),
    when: training('defer', { course_identifier: declaredCourse, reason: 'career-break' }),
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-PART-21',
    operation: CHANGE_SCHEDULE,
    title: 'the schedule of who is withdrawn cannot be changed',
    given: withdrawn(12),
    when: training('change-schedule', {
      course_identifier: declaredCourse,
      schedule_identifier: 'npq-specialist-autumn',
    }),
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-PART-22',
    operation: CHANGE_SCHEDULE,
    title: 'a schedule of another kind of course is refused',
    given: [someOutcome],
    when: training('change-schedule', {
      course_identifier: declaredCourse,
      schedule_identifier: 'npq-ehco-december',
    }),
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-PART-23',
    operation: CHANGE_SCHEDULE,
    title: 'a cohort that does not exist is refused',
    given: participant('active'),
    when: {
      path: { id: found('/data/0/id') },
      json: {
        data: {
          type: 'participant-change-schedule',
          attributes: {
            course_identifier: course,
            schedule_identifier: found(`${ENROLMENT}/schedule_identifier`, 'npq-specialist-autumn'),
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
    given: [someOutcome, { operation: POST_OUTCOME, ...outcome('2026-01-05') }],
    when: outcome('2026-01-05'),
    expect: { statuses: [200] },
  },
  {
    requirement: 'NPQ3-OUTC-09',
    operation: POST_OUTCOME,
    title: 'an outcome on a day that no calendar has is refused by a rule',
    given: [someOutcome],
    when: outcome('2021-99-99'),
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-OUTC-10',
    operation: POST_OUTCOME,
    title: 'an outcome on a day in words is refused',
    given: [someOutcome],
    when: outcome('12 January 2026'),
    expect: { statuses: [422] },
  },
];
