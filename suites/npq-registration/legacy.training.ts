import type { DeclaredCase } from 'assay';
import { body, found, id, page, type Words } from './legacy.words.ts';

/** A change of training made twice: once to reach the state, and once more, which the state forbids. */
function twice(
  { requirement, at, declarations }: Words,
  number: string,
  change: string,
  title: string,
  reason?: string,
): DeclaredCase {
  const operation = at('PUT', `participants/npq/{id}/${change}`);
  const attributes = {
    course_identifier: found('/data/0/attributes/course_identifier', 'npq-leading-teaching'),
    ...(reason === undefined ? {} : { reason }),
  };
  const request = {
    path: { id: found('/data/0/attributes/participant_id') },
    json: body(`participant-${change}`, attributes),
  };
  return {
    requirement: requirement(number),
    operation,
    title,
    given: [page(declarations), { operation, ...request }],
    when: request,
    expect: { statuses: [422] },
  };
}

/** Training status, schedules and outcomes. */
export function training(words: Words): readonly DeclaredCase[] {
  const { requirement, at, version, participants } = words;
  return [
    twice(words, 'PART-14', 'withdraw', 'who is withdrawn cannot be withdrawn again', 'other'),
    twice(words, 'PART-12', 'resume', 'who is active cannot be resumed'),
    twice(words, 'PART-13', 'defer', 'who is deferred cannot be deferred again', 'career-break'),
    ...(version === 'v2' ? [sameSchedule(words)] : []),
    ...whileWithdrawn(words),
    ...misplaced(words),
    ...outcomes(words),
    {
      requirement: requirement('ERR-05'),
      operation: at('PUT', 'participants/npq/{id}/resume'),
      title: 'resuming without data is refused',
      given: [page(participants)],
      when: { path: { id }, json: {} },
      expect: { statuses: [400] },
    },
    {
      requirement: requirement('OUTC-05'),
      operation: at('POST', 'participants/npq/{id}/outcomes'),
      title: 'an outcome of the future is refused',
      given: [page(participants)],
      when: {
        path: { id },
        json: body('npq-outcome-confirmation', {
          course_identifier: 'npq-leading-teaching',
          state: 'passed',
          completion_date: '2099-01-01',
        }),
      },
      expect: { statuses: [422] },
    },
  ];
}

/** What may be done about somebody who is withdrawn, each about another declaration's participant. */
function whileWithdrawn({ requirement, at, declarations }: Words): readonly DeclaredCase[] {
  const change = (
    number: string,
    name: string,
    status: number,
    title: string,
    place: number,
    attributes: Readonly<Record<string, string>> = {},
  ): DeclaredCase => ({
    requirement: requirement(number),
    operation: at('PUT', `participants/npq/{id}/${name}`),
    title,
    given: [
      page(declarations, place),
      { operation: at('PUT', 'participants/npq/{id}/withdraw'), ...about('participant-withdraw', { reason: 'other' }) },
    ],
    when: about(`participant-${name}`, attributes),
    expect: { statuses: [status] },
  });
  const schedule = { schedule_identifier: 'npq-specialist-autumn' };
  return [
    change('PART-16', 'resume', 200, 'who is withdrawn may be resumed', 12),
    change('PART-20', 'defer', 422, 'who is withdrawn cannot be deferred', 5, { reason: 'career-break' }),
    change('PART-21', 'change-schedule', 422, 'the schedule of who is withdrawn cannot be changed', 12, schedule),
  ];
}

/** A request about the participant and course that a list of declarations or outcomes named first. */
function about(type: string, attributes: Readonly<Record<string, string>>) {
  const course = found('/data/0/attributes/course_identifier', 'npq-leading-teaching');
  return {
    path: { id: found('/data/0/attributes/participant_id') },
    json: body(type, { course_identifier: course, ...attributes }),
  };
}

function misplaced({ requirement, at }: Words): readonly DeclaredCase[] {
  const moved = (number: string, title: string, attributes: Readonly<Record<string, string>>): DeclaredCase => ({
    requirement: requirement(number),
    operation: at('PUT', 'participants/npq/{id}/change-schedule'),
    title,
    given: [page(at('GET', 'participants/npq/outcomes'))],
    when: about('participant-change-schedule', attributes),
    expect: { statuses: [422] },
  });
  return [
    moved('PART-22', 'a schedule of another kind of course is refused', { schedule_identifier: 'npq-ehco-december' }),
    moved('PART-23', 'a cohort that does not exist is refused', {
      schedule_identifier: 'npq-specialist-autumn',
      cohort: '1066',
    }),
  ];
}

function outcomes({ requirement, at }: Words): readonly DeclaredCase[] {
  const operation = at('POST', 'participants/npq/{id}/outcomes');
  const listed = page(at('GET', 'participants/npq/outcomes'));
  const passed = (day: string) => about('npq-outcome-confirmation', { state: 'passed', completion_date: day });
  const refused = (number: string, title: string, day: string): DeclaredCase => ({
    requirement: requirement(number),
    operation,
    title,
    given: [listed],
    when: passed(day),
    expect: { statuses: [422] },
  });
  return [
    {
      requirement: requirement('OUTC-07'),
      operation,
      title: 'the same outcome can be reported again',
      given: [listed, { operation, ...passed('2026-01-05') }],
      when: passed('2026-01-05'),
      expect: { statuses: [200] },
    },
    refused('OUTC-09', 'an outcome on a day that no calendar has is refused by a rule', '2021-99-99'),
    refused('OUTC-10', 'an outcome on a day in words is refused', '12 January 2026'),
  ];
}

function sameSchedule({ requirement, at, participants, course }: Words): DeclaredCase {
  return {
    requirement: requirement('PART-17'),
    operation: at('PUT', 'participants/npq/{id}/change-schedule'),
    title: 'a change to the same schedule is refused',
    given: [page(participants)],
    when: {
      path: { id },
      json: body('participant-change-schedule', {
        course_identifier: course,
        schedule_identifier: found('/data/0/attributes/npq_enrolments/0/schedule_identifier', 'npq-specialist-autumn'),
      }),
    },
    expect: { statuses: [422] },
  };
}
