/** The identifiers of the wire, as documented. */

/** Courses by the group that decides their schedules. */
export const COURSE_GROUPS = {
  leadership: ['npq-senior-leadership', 'npq-headship', 'npq-executive-leadership', 'npq-early-years-leadership'],
  specialist: [
    'npq-leading-teaching',
    'npq-leading-behaviour-culture',
    'npq-leading-teaching-development',
    'npq-leading-literacy',
    'npq-leading-primary-mathematics',
    'npq-senco',
  ],
  aso: ['npq-additional-support-offer'],
  ehco: ['npq-early-headship-coaching-offer'],
} as const satisfies Record<string, readonly string[]>;

/** The groups of courses. */
export type CourseGroup = keyof typeof COURSE_GROUPS;

/** Courses that end in an assessment. */
export const ASSESSED_COURSES: readonly string[] = [...COURSE_GROUPS.leadership, ...COURSE_GROUPS.specialist];

/** All courses. */
export const COURSES: readonly string[] = [...ASSESSED_COURSES, ...COURSE_GROUPS.aso, ...COURSE_GROUPS.ehco];

/** Schedules by course group. */
export const GROUP_SCHEDULES: Readonly<Record<CourseGroup, readonly string[]>> = {
  leadership: ['npq-leadership-spring', 'npq-leadership-autumn'],
  specialist: ['npq-specialist-spring', 'npq-specialist-autumn'],
  aso: ['npq-aso-march', 'npq-aso-june', 'npq-aso-november', 'npq-aso-december'],
  ehco: ['npq-ehco-march', 'npq-ehco-june', 'npq-ehco-november', 'npq-ehco-december'],
};

/** All schedules. */
export const SCHEDULES: readonly string[] = Object.values(GROUP_SCHEDULES).flat();

/** Declaration types, in the order of the training. */
export const DECLARATION_TYPES = ['started', 'retained-1', 'retained-2', 'completed'] as const;

/** A stage that can be declared. */
export type DeclarationType = (typeof DECLARATION_TYPES)[number];

/** States of a declaration. */
export type DeclarationState =
  | 'submitted'
  | 'eligible'
  | 'payable'
  | 'paid'
  | 'voided'
  | 'ineligible'
  | 'awaiting_clawback'
  | 'clawed_back';

/** Training states of an accepted application. */
export const TRAINING_STATUSES = ['active', 'deferred', 'withdrawn'] as const;

/** A training state. */
export type TrainingStatus = (typeof TRAINING_STATUSES)[number];

/** Why training pauses. */
export const DEFERRAL_REASONS: readonly string[] = [
  'bereavement',
  'long-term-sickness',
  'parental-leave',
  'career-break',
  'other',
];

/** Why training ends early; one value ends in a full stop on the wire. */
export const WITHDRAWAL_REASONS: readonly string[] = [
  'insufficient-capacity-to-undertake-programme',
  'personal-reason-health-or-pregnancy-related',
  'personal-reason-moving-school',
  'personal-reason-other',
  'insufficient-capacity',
  'change-in-developmental-or-personal-priorities',
  'change-in-school-circumstances',
  'change-in-school-leadership',
  'quality-of-programme-structure-not-suitable.',
  'quality-of-programme-content-not-suitable',
  'quality-of-programme-facilitation-not-effective',
  'quality-of-programme-accessibility',
  'quality-of-programme-other',
  'programme-not-appropriate-for-role-and-cpd-needs',
  'started-in-error',
  'expected-commitment-unclear',
  'assessment-requirements-not-met',
  'change-in-career',
  'disengaged-and-unresponsive',
  'non-payment-of-invoice',
  'other',
];

/** Whether and when the applicant is a head teacher. */
export const HEADTEACHER_STATUSES: readonly string[] = [
  'no',
  'yes_when_course_starts',
  'yes_in_first_two_years',
  'yes_over_two_years',
  'yes_in_first_five_years',
  'yes_over_five_years',
];

/** Who pays when the place is not funded. */
export const FUNDING_CHOICES: readonly string[] = ['school', 'trust', 'self', 'another', 'employer'];

/** The group of a course; undefined for an unknown course. */
export function groupOf(course: string): CourseGroup | undefined {
  const entry = Object.entries(COURSE_GROUPS).find(([, courses]) => (courses as readonly string[]).includes(course));
  return entry?.[0] as CourseGroup | undefined;
}
