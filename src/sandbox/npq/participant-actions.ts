import type { JsonObject } from '../../kernel/json.ts';
import { type Answer, type Fault, ok, refuseIfAny, unprocessable } from './answer.ts';
import { type AttributeRule, readBody, text } from './body.ts';
import type { Call } from './call.ts';
import { ownParticipant, showParticipant } from './participants.ts';
import { type Application, declarationsOn, enrolmentsOf, type User } from './state.ts';
import type { Version } from './version.ts';
import { COURSES, DEFERRAL_REASONS, WITHDRAWAL_REASONS } from './vocabulary.ts';

const COURSE: AttributeRule = { is: COURSES, required: true };

/** PUT /participants/npq/{id}/resume */
export function resumeParticipant(call: Call): Answer {
  const attributes = readBody(call, { attributes: { course_identifier: COURSE } });
  const { user, application } = enrolled(call, attributes);
  if (application.trainingStatus === 'active') refuse('The participant is already active');
  application.trainingStatus = 'active';
  return changed(call, user, application);
}

/** PUT /participants/npq/{id}/defer */
export function deferParticipant(call: Call): Answer {
  const lax = call.defects.has('invalid-value-accepted');
  const reasons = lax ? ('string' as const) : DEFERRAL_REASONS;
  const attributes = readBody(call, {
    attributes: { course_identifier: COURSE, reason: { is: reasons, required: true } },
  });
  const reason = text(attributes, 'reason') ?? 'other';
  const known = DEFERRAL_REASONS.includes(reason);
  const { user, application } = enrolled(call, attributes);
  // With the defect a wrong reason passes whatever the state, so that what was sent before does not hide it.
  const faults = known ? deferralFaults(call, application) : [];
  refuseIfAny(faults);
  application.trainingStatus = 'deferred';
  application.deferral = { reason: known ? reason : 'other', date: call.now };
  return changed(call, user, application);
}

function deferralFaults(call: Call, application: Application): Fault[] {
  if (application.trainingStatus === 'deferred') return [rule('The participant is already deferred')];
  if (application.trainingStatus === 'withdrawn') return [rule('The participant is withdrawn')];
  return declarationsOn(call.world, application).length === 0 ? [rule('The participant has no declarations')] : [];
}

/** PUT /participants/npq/{id}/withdraw */
export function withdrawParticipant(call: Call): Answer {
  const attributes = readBody(call, {
    attributes: { course_identifier: COURSE, reason: { is: withdrawalReasons(call.version), required: true } },
  });
  const { user, application } = enrolled(call, attributes);
  if (application.trainingStatus === 'withdrawn') refuse('The participant is already withdrawn');
  const started = declarationsOn(call.world, application).some((declaration) => declaration.type === 'started');
  if (!started) refuse('The participant has no started declaration');
  application.trainingStatus = 'withdrawn';
  application.withdrawal = { reason: text(attributes, 'reason') ?? 'other', date: call.now };
  return changed(call, user, application);
}

/** Reasons that came with version 2. */
const LATER_REASONS: readonly string[] = [
  'assessment-requirements-not-met',
  'change-in-career',
  'disengaged-and-unresponsive',
  'non-payment-of-invoice',
];

function withdrawalReasons(version: Version): readonly string[] {
  return version === 'v1' ? WITHDRAWAL_REASONS.filter((reason) => !LATER_REASONS.includes(reason)) : WITHDRAWAL_REASONS;
}

/** The participant of the path and the accepted application for the course of the body; refuses with 404 or 422. */
export function enrolled(call: Call, attributes: JsonObject): { user: User; application: Application } {
  const user = ownParticipant(call);
  const course = text(attributes, 'course_identifier');
  const application = enrolmentsOf(call.world, user, call.provider).find((enrolment) => enrolment.course === course);
  return application ? { user, application } : refuse('The participant has no accepted application for the course');
}

/** The participant after a change of an application. */
export function changed(call: Call, user: User, application: Application): Answer {
  application.updatedAt = call.now;
  return ok(showParticipant(call, user));
}

function rule(detail: string): Fault {
  return { title: 'participant_id', detail };
}

function refuse(detail: string): never {
  throw unprocessable([rule(detail)]);
}
