import { isJsonObject } from '../../kernel/json.ts';
import { type Answer, badStructure, type Fault, ok, refuseIfAny } from './answer.ts';
import { ownApplication, showApplication } from './applications.ts';
import { type BodyShape, readBody, text } from './body.ts';
import { defaultSchedule, runsSchedule } from './calendar.ts';
import type { Call } from './call.ts';
import { type Application, applicationsOf, declarationsOn, LIVE_STATES, type User } from './state.ts';
import { GROUP_SCHEDULES, groupOf, SCHEDULES } from './vocabulary.ts';

const ACCEPT: BodyShape = {
  attributes: { funded_place: { is: 'boolean' }, schedule_identifier: { is: SCHEDULES, nullable: true } },
};
const CHANGE_FUNDED_PLACE: BodyShape = { attributes: { funded_place: { is: 'boolean', required: true } } };

/** POST /npq-applications/{id}/accept */
export function acceptApplication(call: Call): Answer {
  const application = ownApplication(call);
  const attributes = call.defects.has('D15') && !hasData(call) ? {} : readBody(call, ACCEPT);
  const fundedPlace = attributes['funded_place'];
  const faults = [...fundingFaults(application, fundedPlace), ...stateFaults(call, application)];
  refuseIfAny(faults);
  if (application.cohort.funding === 'capped' && fundedPlace === true && !application.profile.eligible) {
    faults.push({ title: 'application', detail: 'The participant is not eligible for funding' });
  }
  const schedule =
    text(attributes, 'schedule_identifier') ?? defaultSchedule(application.course, application.cohort, call.now);
  faults.push(...scheduleFaults(application, schedule));
  refuseIfAny(faults);
  application.status = 'accepted';
  application.trainingStatus = 'active';
  application.schedule = schedule ?? null;
  application.fundedPlace = application.cohort.funding === 'capped' ? fundedPlace === true : null;
  application.acceptedAt = application.updatedAt = call.now;
  rejectRivals(call, application);
  return ok(showApplication(call, application));
}

function hasData(call: Call): boolean {
  return isJsonObject(call.body) && Object.hasOwn(call.body, 'data');
}

function fundingFaults({ cohort }: Application, fundedPlace: unknown): Fault[] {
  if (cohort.funding === 'capped' && typeof fundedPlace !== 'boolean') {
    return [{ title: 'funded_place', detail: "Set '#/funded_place' to true or false" }];
  }
  if (cohort.funding === 'zero' && fundedPlace !== false) {
    return [{ title: 'funded_place', detail: "Set '#/funded_place' to false: this cohort has no funding" }];
  }
  return [];
}

function stateFaults(call: Call, application: Application): Fault[] {
  if (application.status === 'accepted') {
    return [{ title: 'application', detail: 'This application has already been accepted' }];
  }
  if (application.status === 'rejected') {
    return [{ title: 'application', detail: 'A rejected application cannot be accepted' }];
  }
  return hasAcceptedTwin(call, application)
    ? [{ title: 'application', detail: 'The participant has another accepted application for this course and cohort' }]
    : [];
}

/** The additional support offer was renamed to the early headship coaching offer: both count as one course. */
function sameCourse(a: string, b: string): boolean {
  const renamed = ['aso', 'ehco'];
  return a === b || [a, b].every((course) => renamed.includes(groupOf(course) ?? ''));
}

function hasAcceptedTwin(call: Call, application: Application): boolean {
  return peopleLike(call, application.user)
    .flatMap((user) => applicationsOf(call.world, user))
    .some(
      (other) =>
        other !== application &&
        other.status === 'accepted' &&
        other.trainingStatus !== 'withdrawn' &&
        other.cohort === application.cohort &&
        sameCourse(other.course, application.course),
    );
}

function peopleLike(call: Call, user: User): readonly User[] {
  if (!user.trnVerified || user.trn === null) return [user];
  return call.world.users.filter((other) => other === user || (other.trnVerified && other.trn === user.trn));
}

function scheduleFaults(application: Application, schedule: string | undefined): Fault[] {
  if (schedule === undefined) return [{ title: 'schedule', detail: 'No schedule fits the course and cohort' }];
  if (!runsSchedule(application.cohort, schedule)) {
    return [{ title: 'schedule_identifier', detail: 'The schedule does not exist in the cohort of the application' }];
  }
  const group = groupOf(application.course);
  return group && GROUP_SCHEDULES[group].includes(schedule)
    ? []
    : [{ title: 'schedule_identifier', detail: 'The schedule is not one of the course' }];
}

function rejectRivals(call: Call, accepted: Application): void {
  for (const other of applicationsOf(call.world, accepted.user)) {
    if (other === accepted || other.course !== accepted.course || other.cohort !== accepted.cohort) continue;
    if (other.status === 'rejected') continue;
    reject(other, 'other_application_in_this_cohort_accepted', call.now);
  }
}

function reject(application: Application, reason: string, now: number): void {
  application.status = 'rejected';
  application.reasonForRejection = reason;
  application.updatedAt = now;
}

/** POST /npq-applications/{id}/reject */
export function rejectApplication(call: Call): Answer {
  const application = ownApplication(call);
  const faults = rejectionFaults(call, application);
  if (call.defects.has('D12')) refuseIfAny(faults);
  if (faults.length === 0) reject(application, 'rejected_by_provider', call.now);
  return { ...ok(showApplication(call, application)), status: call.defects.has('undeclared-status') ? 202 : 200 };
}

function rejectionFaults(call: Call, application: Application): Fault[] {
  if (application.status === 'rejected') {
    return [{ title: 'application', detail: 'This application has already been rejected' }];
  }
  return hasLiveDeclarations(call, application)
    ? [{ title: 'application', detail: 'An application with declarations that are not voided cannot be rejected' }]
    : [];
}

function hasLiveDeclarations(call: Call, application: Application): boolean {
  return declarationsOn(call.world, application).some((declaration) => LIVE_STATES.includes(declaration.state));
}

/** PUT /npq-applications/{id}/change-funded-place */
export function changeFundedPlace(call: Call): Answer {
  const application = ownApplication(call);
  if (!hasData(call)) {
    if (call.defects.has('D16')) refuseIfAny(fundedPlaceMissing);
    throw badStructure();
  }
  const fundedPlace = readBody(call, CHANGE_FUNDED_PLACE)['funded_place'] === true;
  refuseIfAny(changeFaults(call, application, fundedPlace));
  application.fundedPlace = fundedPlace;
  application.updatedAt = call.now;
  return ok(showApplication(call, application));
}

const fundedPlaceMissing: readonly Fault[] = [
  { title: 'funded_place', detail: "The property '#/funded_place' must be true or false" },
];

function changeFaults(call: Call, application: Application, fundedPlace: boolean): Fault[] {
  if (application.status !== 'accepted') {
    return [{ title: 'application', detail: 'The application must be accepted first' }];
  }
  const faults: Fault[] = [];
  if (fundedPlace && !application.profile.eligible) {
    faults.push({ title: 'application', detail: 'The participant is not eligible for funding' });
  }
  if (application.cohort.funding !== 'capped') {
    faults.push({ title: 'application', detail: 'Funded places exist only in cohorts with capped funding' });
  }
  if (hasLiveDeclarations(call, application)) {
    faults.push({ title: 'application', detail: 'Declarations that are not voided keep the funded place as it is' });
  }
  return faults;
}
