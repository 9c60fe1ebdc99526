import { type Answer, changedId, notFound, ok } from './answer.ts';
import { timestamp } from './calendar.ts';
import type { Call } from './call.ts';
import { answerList, memberFilter, sinceFilter } from './listing.ts';
import { emailShown } from './person-shown.ts';
import { type Application, applicationsOf, type Break, enrolmentsOf, type User } from './state.ts';
import { TRAINING_STATUSES } from './vocabulary.ts';

/** GET /participants/npq */
export function listParticipants(call: Call): Answer {
  const since = sinceFilter(call, 'updated_since');
  const status = memberFilter(call, 'training_status', TRAINING_STATUSES);
  const earlier = call.query.member('filter', 'from_participant_id')?.toLowerCase();
  const everybody = participantsOf(call);
  const found = everybody.filter(
    (user) =>
      (since === undefined || changedAt(call, user) >= since) &&
      (status === undefined || enrolments(call, user).some((enrolment) => enrolment.trainingStatus === status)) &&
      (earlier === undefined || user.earlierIds.some((change) => change.id === earlier)),
  );
  const spoilt = call.defects.has('wrong-type-in-one-list-item') ? everybody[2] : undefined;
  return answerList(call, found, (user) => showParticipant(call, user, user === spoilt), {
    keys: { created_at: (user) => user.createdAt, updated_at: (user) => changedAt(call, user) },
    sortable: true,
    untied: call.defects.has('D25'),
  });
}

/** GET /participants/npq/{id} */
export function readParticipant(call: Call): Answer {
  refuseChangedId(call);
  return ok(showParticipant(call, ownParticipant(call)));
}

/** Refuses an earlier id of anybody with 410 and the new one, where that is what the service does. */
export function refuseChangedId(call: Call): void {
  if (!call.defects.has('D14')) return;
  const user = call.world.users.find(({ earlierIds }) => earlierIds.some((change) => change.id === call.id));
  if (user) throw changedId(showIdChanges(user));
}

function showIdChanges(user: User) {
  return user.earlierIds.map((change) => ({
    from_participant_id: change.id,
    to_participant_id: user.id,
    changed_at: timestamp(change.changedAt),
  }));
}

/** The participant of the path's id, who has an accepted application with the provider; refuses with 404. */
export function ownParticipant(call: Call): User {
  const user = call.world.byId.user.get(call.id);
  if (!user || enrolments(call, user).length === 0) throw notFound();
  return user;
}

function participantsOf(call: Call): User[] {
  return call.world.users.filter((user) => enrolments(call, user).length > 0);
}

function enrolments(call: Call, user: User): Application[] {
  return enrolmentsOf(call.world, user, call.provider);
}

/** Latest change of the person, of their ids or of any application. */
function changedAt(call: Call, user: User): number {
  return Math.max(
    user.updatedAt,
    ...user.earlierIds.map((change) => change.changedAt),
    ...applicationsOf(call.world, user).map((application) => application.updatedAt),
  );
}

/** The resource as sent. */
export function showParticipant(call: Call, user: User, trnAsNumber = false): unknown {
  return {
    id: user.id,
    type: 'npq-participant',
    attributes: {
      full_name: user.fullName,
      previous_names: user.previousNames,
      teacher_reference_number: trnAsNumber ? Number(user.trn) : user.trn,
      npq_enrolments: enrolments(call, user).map((enrolment) => showEnrolment(call, enrolment)),
      participant_id_changes: showIdChanges(user),
      updated_at: timestamp(changedAt(call, user)),
    },
  };
}

function showEnrolment(call: Call, application: Application): unknown {
  const { profile, user } = application;
  return {
    course_identifier: application.course,
    schedule_identifier: application.schedule,
    cohort: String(application.cohort.year),
    cohort_suffix: application.cohort.suffix,
    npq_application_id: application.id,
    eligible_for_funding: profile.eligible,
    training_status: application.trainingStatus ?? 'active',
    school_urn: profile.schoolUrn,
    targeted_delivery_funding_eligibility: profile.targetedDelivery,
    funded_place: application.fundedPlace,
    email: emailShown(call, user),
    withdrawal: application.trainingStatus === 'withdrawn' ? showBreak(application.withdrawal) : null,
    deferral: application.trainingStatus === 'deferred' ? showBreak(application.deferral) : null,
    created_at: timestamp(application.acceptedAt ?? application.createdAt),
  };
}

function showBreak(pause: Break | null): unknown {
  return pause && { reason: pause.reason, date: timestamp(pause.date) };
}
