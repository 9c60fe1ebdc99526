import type { DeclaredCase, Hole } from 'assay';

/** An id of the right form that no resource has. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

const APPLICATIONS = 'GET /api/v3/npq-applications';
const DECLARATIONS = 'GET /api/v3/participant-declarations';
const PARTICIPANTS = 'GET /api/v3/participants/npq';
const ENROLMENT = '/data/0/attributes/npq_enrolments/0';

/** A value of the list that the case asked for first. */
function found(pointer: string, fallback = NOBODY): Hole {
  return { $hole: { from: 'step', step: 0, pointer, pick: 0, fallback } };
}

/** A participant whose training has this status. */
function participant(status: 'active' | 'deferred' | 'withdrawn') {
  return [{ operation: PARTICIPANTS, query: { 'filter[training_status]': status, 'page[per_page]': '1' } }];
}

const firstApplication = [{ operation: APPLICATIONS, query: { 'page[per_page]': '1' } }];
const course = found(`${ENROLMENT}/course_identifier`, 'npq-leading-teaching');

/** A started declaration about the participant found, with some members replaced. */
function declaration(changes: Readonly<Record<string, string | Hole>>) {
  const attributes = {
    participant_id: found('/data/0/id'),
    declaration_type: 'started',
    declaration_date: '2026-01-05T09:00:00Z',
    course_identifier: course,
    ...changes,
  };
  return { data: { type: 'participant-declaration', attributes } };
}

const access: readonly DeclaredCase[] = [
  {
    requirement: 'NPQ3-AUTH-04',
    operation: 'GET /api/v3/statements',
    title: 'a bearer token opens the list of statements',
    when: {},
    expect: { statuses: [200] },
  },
  {
    requirement: 'NPQ3-ENV-03',
    operation: 'GET /api/v3/delivery-partners',
    title: 'the API answers below /api/v3',
    when: { query: { 'page[per_page]': '1' } },
    expect: { statuses: [200] },
  },
  {
    requirement: 'NPQ3-AUTH-07',
    operation: 'GET /api/v3/npq-applications/{id}',
    title: "another provider's application is not found",
    given: [{ operation: APPLICATIONS, query: { 'page[per_page]': '1' }, identity: 'other-provider' }],
    when: { path: { id: found('/data/0/id') } },
    expect: { statuses: [404] },
  },
  {
    requirement: 'NPQ3-AUTH-07',
    operation: 'GET /api/v3/statements/{id}',
    title: "another provider's statement is not found",
    given: [{ operation: 'GET /api/v3/statements', query: { 'page[per_page]': '1' }, identity: 'other-provider' }],
    when: { path: { id: found('/data/0/id') } },
    expect: { statuses: [404] },
  },
  ...(
    [
      'GET /api/v3/npq-applications/{id}',
      'GET /api/v3/participant-declarations/{id}',
      'GET /api/v3/participants/npq/{id}',
      'GET /api/v3/statements/{id}',
    ] as const
  ).map((operation) => ({
    requirement: 'NPQ3-ERR-03',
    operation,
    title: 'an id that nothing has is not found',
    when: { path: { id: NOBODY } },
    expect: { statuses: [404] },
  })),
  {
    requirement: 'NPQ3-ERR-04',
    operation: 'GET /api/v3/participants/npq/{id}',
    title: 'an id that is no UUID is not found',
    when: { path: { id: 'not-a-uuid' } },
    expect: { statuses: [404] },
  },
];

const lists: readonly DeclaredCase[] = [
  ...[DECLARATIONS, PARTICIPANTS].map((operation) => ({
    requirement: 'NPQ3-PAGE-06',
    operation,
    title: 'a page after the last one is no mistake',
    when: { query: { 'page[page]': '100000' } },
    expect: { statuses: [200] },
  })),
  {
    requirement: 'NPQ3-PAGE-04',
    operation: APPLICATIONS,
    title: 'a page size above the cap is no mistake',
    when: { query: { 'page[page]': '100000', 'page[per_page]': '3001' } },
    expect: { statuses: [200] },
  },
  {
    requirement: 'NPQ3-FILT-02',
    operation: APPLICATIONS,
    title: 'a cohort that nobody is in gives an empty list',
    when: { query: { 'filter[cohort]': '1066' } },
    expect: { statuses: [200] },
  },
  {
    requirement: 'NPQ3-FILT-03',
    operation: PARTICIPANTS,
    title: 'updated_since takes a date-time in UTC',
    when: { query: { 'filter[updated_since]': '2026-01-01T00:00:00Z', 'page[per_page]': '1' } },
    expect: { statuses: [200] },
  },
  {
    requirement: 'NPQ3-FILT-03',
    operation: 'GET /api/v3/participants/npq/outcomes',
    title: 'created_since takes a date-time in UTC',
    when: { query: { 'filter[created_since]': '2026-01-01T00:00:00Z', 'page[per_page]': '1' } },
    expect: { statuses: [200] },
  },
  {
    requirement: 'NPQ3-FILT-04',
    operation: APPLICATIONS,
    title: 'updated_since takes an offset west of UTC',
    when: { query: { 'filter[updated_since]': '2026-01-01T00:00:00-05:00', 'page[per_page]': '1' } },
    expect: { statuses: [200] },
  },
  {
    requirement: 'NPQ3-WIRE-12',
    operation: 'GET /api/v3/delivery-partners',
    title: 'an unknown query parameter is ignored',
    when: { query: { colour: 'green', 'page[per_page]': '1' } },
    expect: { statuses: [200] },
  },
];

const applications: readonly DeclaredCase[] = [
  {
    requirement: 'NPQ3-APPL-10',
    operation: 'POST /api/v3/npq-applications/{id}/accept',
    title: 'accepting without a body is refused',
    given: firstApplication,
    when: { path: { id: found('/data/0/id') }, json: null },
    expect: { statuses: [400] },
  },
  {
    requirement: 'NPQ3-APPL-10',
    operation: 'POST /api/v3/npq-applications/{id}/accept',
    title: 'accepting without data is refused',
    given: firstApplication,
    when: { path: { id: found('/data/0/id') }, json: {} },
    expect: { statuses: [400] },
  },
  {
    requirement: 'NPQ3-APPL-18',
    operation: 'PUT /api/v3/npq-applications/{id}/change-funded-place',
    title: 'changing the funded place without data is refused',
    given: firstApplication,
    when: { path: { id: found('/data/0/id') }, json: {} },
    expect: { statuses: [400] },
  },
  {
    requirement: 'NPQ3-APPL-13',
    operation: 'POST /api/v3/npq-applications/{id}/accept',
    title: 'an accepted application cannot be accepted again',
    given: participant('active'),
    when: {
      path: { id: found(`${ENROLMENT}/npq_application_id`) },
      json: { data: { type: 'npq-application-accept', attributes: { funded_place: false } } },
    },
    expect: { statuses: [422] },
  },
];

const declarations: readonly DeclaredCase[] = [
  {
    requirement: 'NPQ3-DECL-08',
    operation: 'POST /api/v3/participant-declarations',
    title: 'an unknown type of declaration is refused',
    given: participant('active'),
    when: { json: declaration({ declaration_type: 'retained-9' }) },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-DECL-09',
    operation: 'POST /api/v3/participant-declarations',
    title: 'a declaration about the future is refused',
    given: participant('active'),
    when: { json: declaration({ declaration_date: '2099-01-01T00:00:00Z' }) },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-DECL-11',
    operation: 'POST /api/v3/participant-declarations',
    title: 'a declaration about nobody is refused',
    when: { json: declaration({ participant_id: NOBODY, course_identifier: 'npq-leading-teaching' }) },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-ERR-06',
    operation: 'POST /api/v3/participant-declarations',
    title: 'a declaration for a course the participant is not on is refused',
    given: participant('active'),
    when: { json: declaration({ course_identifier: 'npq-early-headship-coaching-offer' }) },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-ERR-05',
    operation: 'POST /api/v3/participant-declarations',
    title: 'a declaration without data is refused',
    when: { json: {} },
    expect: { statuses: [400] },
  },
  {
    requirement: 'NPQ3-DECL-18',
    operation: 'PUT /api/v3/participant-declarations/{id}/change-delivery-partner',
    title: 'a delivery partner that does not exist is refused',
    given: [{ operation: DECLARATIONS, query: { 'page[per_page]': '1' } }],
    when: {
      path: { id: found('/data/0/id') },
      json: { data: { type: 'participant-declaration', attributes: { delivery_partner_id: NOBODY } } },
    },
    expect: { statuses: [422] },
  },
];

/** A change of training that a participant of this status cannot make. */
function impossible(
  requirement: string,
  change: 'resume' | 'defer' | 'withdraw' | 'change-schedule',
  status: 'active' | 'deferred' | 'withdrawn',
  title: string,
  members: Readonly<Record<string, string | Hole>>,
): DeclaredCase {
  return {
    requirement,
    operation: `PUT /api/v3/participants/npq/{id}/${change}`,
    title,
    given: participant(status),
    when: {
      path: { id: found('/data/0/id') },
      json: { data: { type: `participant-${change}`, attributes: { course_identifier: course, ...members } } },
    },
    expect: { statuses: [422] },
  };
}

const participants: readonly DeclaredCase[] = [
  impossible('NPQ3-PART-12', 'resume', 'active', 'who is active cannot be resumed', {}),
  impossible('NPQ3-PART-13', 'defer', 'deferred', 'who is deferred cannot be deferred again', {
    reason: 'career-break',
  }),
  impossible('NPQ3-PART-14', 'withdraw', 'withdrawn', 'who is withdrawn cannot be withdrawn again', {
    reason: 'other',
  }),
  impossible('NPQ3-PART-17', 'change-schedule', 'active', 'a change to the same schedule is refused', {
    schedule_identifier: found(`${ENROLMENT}/schedule_identifier`, 'npq-specialist-autumn'),
  }),
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
];

/** What the guidance promises and no schema can say: state, paging and the shape of refusals. */
export const cases: readonly DeclaredCase[] = [...access, ...lists, ...applications, ...declarations, ...participants];
