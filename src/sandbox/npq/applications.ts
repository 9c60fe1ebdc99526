import { type Answer, notFound, ok } from './answer.ts';
import { timestamp } from './calendar.ts';
import type { Call } from './call.ts';
import { answerList, idsFilter, listFilter, sinceFilter } from './listing.ts';
import { emailShown, profileShown } from './person-shown.ts';
import type { Application } from './state.ts';

/** GET /npq-applications */
export function listApplications(call: Call): Answer {
  const years = listFilter(call, 'cohort');
  const since = sinceFilter(call, 'updated_since');
  const people = idsFilter(call, 'participant_id');
  const found = call.world.applications.filter(
    (application) =>
      application.provider === call.provider &&
      (years?.includes(String(application.cohort.year)) ?? true) &&
      (since === undefined || changedAt(application) >= since) &&
      (people?.includes(application.user.id) ?? true),
  );
  return answerList(call, found, (application) => showApplication(call, application), {
    keys: { created_at: (application) => application.createdAt, updated_at: changedAt },
    sortable: true,
    sizeIgnored: call.defects.has('page-size-ignored'),
    untied: call.defects.has('D25'),
  });
}

/** GET /npq-applications/{id} */
export function readApplication(call: Call): Answer {
  return ok(showApplication(call, ownApplication(call)));
}

/** The provider's application of the path's id; refuses with 404. */
export function ownApplication(call: Call): Application {
  const found = call.world.byId.application.get(call.id);
  if (found?.provider !== call.provider) throw notFound();
  return found;
}

/** Latest change of the application or of the person. */
function changedAt(application: Application): number {
  return Math.max(application.updatedAt, application.user.updatedAt);
}

/** The resource as sent. */
export function showApplication(call: Call, application: Application): unknown {
  const { user } = application;
  const profile = profileShown(call, application);
  return {
    id: application.id,
    type: 'npq_application',
    attributes: {
      course_identifier: application.course,
      email: emailShown(call, user),
      email_validated: true,
      employer_name: profile.employerName,
      employment_role: profile.employmentRole,
      full_name: user.fullName,
      funding_choice: profile.fundingChoice,
      headteacher_status: profile.headteacherStatus,
      ineligible_for_funding_reason: profile.ineligibleReason,
      participant_id: user.id,
      private_childcare_provider_urn: profile.childcareUrn,
      teacher_reference_number: user.trn,
      teacher_reference_number_validated: user.trnVerified,
      school_urn: profile.schoolUrn,
      school_ukprn: profile.schoolUkprn,
      status: application.status,
      reason_for_rejection: application.reasonForRejection,
      works_in_school: profile.worksInSchool,
      cohort: String(application.cohort.year),
      cohort_suffix: application.cohort.suffix,
      eligible_for_funding: profile.eligible,
      targeted_delivery_funding_eligibility: profile.targetedDelivery,
      teacher_catchment: profile.catchment,
      teacher_catchment_country: profile.catchmentCountry,
      teacher_catchment_iso_country_code: profile.catchmentCode,
      itt_provider: profile.ittProvider,
      lead_mentor: profile.leadMentor,
      funded_place: application.fundedPlace,
      created_at: timestamp(application.createdAt),
      updated_at: timestamp(changedAt(application)),
      schedule_identifier: application.schedule,
      works_as_senco: profile.worksAsSenco,
      senco_start_date: profile.sencoStartDate,
    },
  };
}
