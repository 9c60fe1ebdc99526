/** What the retired versions send, in the documented order where order shows. */

/** Attributes of an application, versions 1 and 2: version 3 without those that came later. */
export const APPLICATION_FIELDS: readonly string[] = [
  'course_identifier',
  'email',
  'email_validated',
  'employer_name',
  'employment_role',
  'full_name',
  'funding_choice',
  'headteacher_status',
  'ineligible_for_funding_reason',
  'participant_id',
  'private_childcare_provider_urn',
  'teacher_reference_number',
  'teacher_reference_number_validated',
  'school_urn',
  'school_ukprn',
  'status',
  'works_in_school',
  'cohort',
  'eligible_for_funding',
  'targeted_delivery_funding_eligibility',
  'teacher_catchment',
  'teacher_catchment_country',
  'teacher_catchment_iso_country_code',
  'itt_provider',
  'lead_mentor',
  'funded_place',
  'created_at',
  'updated_at',
];

/** Attributes of a declaration, version 2; version 1 adds two that it derives from the state. */
export const DECLARATION_FIELDS: readonly string[] = [
  'participant_id',
  'declaration_type',
  'course_identifier',
  'declaration_date',
  'state',
  'has_passed',
  'updated_at',
];

/** Attributes of an outcome, versions 1 and 2. */
export const OUTCOME_FIELDS: readonly string[] = [
  'state',
  'completion_date',
  'course_identifier',
  'participant_id',
  'created_at',
];

/** Members of an enrolment of a participant, version 2. */
export const ENROLMENT_FIELDS: readonly string[] = [
  'course_identifier',
  'schedule_identifier',
  'cohort',
  'npq_application_id',
  'eligible_for_funding',
  'training_status',
  'school_urn',
  'targeted_delivery_funding_eligibility',
  'funded_place',
];

/** Columns of applications as CSV, versions 1 and 2. */
export const APPLICATION_COLUMNS: readonly string[] = [
  'id',
  'participant_id',
  'full_name',
  'email',
  'email_validated',
  'teacher_reference_number',
  'teacher_reference_number_validated',
  'school_urn',
  'school_ukprn',
  'private_childcare_provider_urn',
  'headteacher_status',
  'eligible_for_funding',
  'funded_place',
  'funding_choice',
  'course_identifier',
  'status',
  'works_in_school',
  'employer_name',
  'employment_role',
  'created_at',
  'updated_at',
  'cohort',
  'ineligible_for_funding_reason',
  'targeted_delivery_funding_eligibility',
  'teacher_catchment',
  'teacher_catchment_country',
  'teacher_catchment_iso_country_code',
  'itt_provider',
  'lead_mentor',
];

/** Columns of declarations as CSV. */
export const DECLARATION_COLUMNS = {
  v1: [
    'id',
    'participant_id',
    'declaration_type',
    'course_identifier',
    'declaration_date',
    'state',
    'has_passed',
    'voided',
    'eligible_for_payment',
    'updated_at',
  ],
  v2: [
    'id',
    'participant_id',
    'declaration_type',
    'course_identifier',
    'declaration_date',
    'state',
    'has_passed',
    'updated_at',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Columns of enrolments as CSV, version 2. */
export const ENROLMENT_COLUMNS: readonly string[] = [
  'participant_id',
  'course_identifier',
  'schedule_identifier',
  'cohort',
  'npq_application_id',
  'eligible_for_funding',
  'training_status',
  'school_urn',
  'funded_place',
];
