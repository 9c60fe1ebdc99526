import { type Answer, type Fault, refuseIfAny, unprocessable } from './answer.ts';
import { readBody, text } from './body.ts';
import { COHORTS, type Cohort, declarableTypes, runsSchedule, scheduleStart } from './calendar.ts';
import type { Call } from './call.ts';
import { changed, enrolled } from './participant-actions.ts';
import { type Application, declarationsOn, LIVE_STATES } from './state.ts';
import { COURSES, GROUP_SCHEDULES, groupOf, SCHEDULES } from './vocabulary.ts';

/** PUT /participants/npq/{id}/change-schedule */
export function changeSchedule(call: Call): Answer {
  const attributes = readBody(call, {
    attributes: {
      schedule_identifier: { is: SCHEDULES, required: true },
      course_identifier: { is: COURSES, required: true },
      cohort: { is: 'string', nullable: true },
    },
  });
  const { user, application } = enrolled(call, attributes);
  const schedule = text(attributes, 'schedule_identifier') ?? '';
  const cohort = cohortAsked(application, text(attributes, 'cohort'));
  if (!cohort) {
    throw unprocessable([{ title: 'cohort', detail: "The '#/cohort' is not a year in which a cohort starts" }]);
  }
  refuseIfAny([
    ...scheduleFaults(application, cohort, schedule),
    ...declarationFaults(call, application, cohort, schedule),
    ...cohortFaults(call, application, cohort),
  ]);
  move(application, cohort, schedule);
  return changed(call, user, application);
}

function cohortAsked(application: Application, year: string | undefined): Cohort | undefined {
  if (year === undefined || year === String(application.cohort.year)) return application.cohort;
  return COHORTS.find((cohort) => String(cohort.year) === year);
}

function scheduleFaults(application: Application, cohort: Cohort, schedule: string): Fault[] {
  if (application.trainingStatus === 'withdrawn') {
    return [{ title: 'participant_id', detail: 'The participant is withdrawn' }];
  }
  if (!runsSchedule(cohort, schedule)) {
    return [{ title: 'schedule_identifier', detail: "The property '#/schedule_identifier' must be present" }];
  }
  const group = groupOf(application.course);
  if (!group || !GROUP_SCHEDULES[group].includes(schedule)) {
    return [{ title: 'schedule_identifier', detail: 'The schedule is not one of the course' }];
  }
  return schedule === application.schedule && cohort === application.cohort
    ? [{ title: 'schedule_identifier', detail: 'The participant is already on the schedule' }]
    : [];
}

function declarationFaults(call: Call, application: Application, cohort: Cohort, schedule: string): Fault[] {
  const live = declarationsOn(call.world, application).filter(({ state }) => LIVE_STATES.includes(state));
  const start = scheduleStart(cohort, schedule);
  const misfit = live.some(({ type, date }) => date < start || !declarableTypes(schedule).includes(type));
  return misfit ? [{ title: 'schedule_identifier', detail: 'Existing declarations do not fit the schedule' }] : [];
}

function cohortFaults(call: Call, application: Application, cohort: Cohort): Fault[] {
  const from = application.cohort;
  if (cohort === from) return [];
  const faults: Fault[] = [];
  if (declarationsOn(call.world, application).some(({ state }) => LIVE_STATES.includes(state))) {
    faults.push({ title: 'cohort', detail: 'Declarations that are not voided keep the cohort as it is' });
  }
  const forbidden =
    (from.funding === 'capped' && cohort.funding === 'full') || (from.funding === 'zero' && cohort.funding !== 'zero');
  if (forbidden) faults.push({ title: 'cohort', detail: 'The funding of the cohorts forbids the change' });
  return faults;
}

function move(application: Application, cohort: Cohort, schedule: string): void {
  if (cohort !== application.cohort) {
    if (cohort.funding === 'zero') application.fundedPlace = false;
    else if (application.cohort.funding === 'full') application.fundedPlace = application.profile.eligible;
  }
  application.cohort = cohort;
  application.schedule = schedule;
}
