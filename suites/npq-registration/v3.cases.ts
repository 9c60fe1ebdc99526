import type { DeclaredCase, DeclaredRequest, Hole } from 'assay';

/** An id of the right form that no resource has. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

const APPLICATIONS = 'GET /api/v3/npq-applications';
const DECLARATIONS = 'GET /api/v3/participant-declarations';
const POST_DECLARATION = 'POST /api/v3/participant-declarations';
const PARTICIPANTS = 'GET /api/v3/participants/npq';
const ENROLMENT = '/data/0/attributes/npq_enrolments/0';

/** A value of the list that the case asked for first. */
function found(pointer: string, fallback = NOBODY): Hole {
  return { $hole: { from: 'step', step: 0, pointer, pick: 0, fallback } };
}

/** A participant whose training has this status. */
function participant(status: 'active' | 'deferred' | 'withdrawn'): readonly DeclaredRequest[] {
  return [{ operation: PARTICIPANTS, query: { 'filter[training_status]': status, 'page[per_page]': '1' } }];
}

const firstApplication = [{ operation: APPLICATIONS, query: { 'page[per_page]': '1' } }];
/** The newest application but so many, rejected: newer ones are likelier to be undecided. */
function rejected(place: number): readonly DeclaredRequest[] {
  return [
    { operation: APPLICATIONS, query: { sort: '-created_at', 'page[page]': String(place + 1), 'page[per_page]': '1' } },
    { operation: 'POST /api/v3/npq-applications/{id}/reject', path: { id: found('/data/0/id') } },
  ];
}

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
  {
    requirement: 'NPQ3-APPL-14',
    operation: 'POST /api/v3/npq-applications/{id}/accept',
    title: 'a rejected application cannot be accepted any more',
    given: rejected(3),
    when: {
      path: { id: found('/data/0/id') },
      json: { data: { type: 'npq-application-accept', attributes: { funded_place: false } } },
    },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-APPL-20',
    operation: 'PUT /api/v3/npq-applications/{id}/change-funded-place',
    title: 'the funded place of a rejected application cannot be changed',
    given: rejected(5),
    when: {
      path: { id: found('/data/0/id') },
      json: { data: { type: 'npq-application-change-funded-place', attributes: { funded_place: false } } },
    },
    expect: { statuses: [422] },
  },
];

/** What an earlier declaration said, word for word. */
const repeated = declaration({
  participant_id: found('/data/0/attributes/participant_id'),
  declaration_type: found('/data/0/attributes/declaration_type', 'started'),
  declaration_date: found('/data/0/attributes/declaration_date', '2026-01-05T09:00:00Z'),
  course_identifier: found('/data/0/attributes/course_identifier', 'npq-leading-teaching'),
  delivery_partner_id: found('/data/0/attributes/delivery_partner_id'),
});

const declarations: readonly DeclaredCase[] = [
  {
    requirement: 'NPQ3-DECL-10',
    operation: POST_DECLARATION,
    title: 'what was taken back and declared anew cannot be declared again',
    given: [
      { operation: DECLARATIONS, query: { 'page[page]': '10', 'page[per_page]': '1' } },
      { operation: 'PUT /api/v3/participant-declarations/{id}/void', path: { id: found('/data/0/id') } },
      { operation: POST_DECLARATION, json: repeated },
    ],
    when: { json: repeated },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-DECL-08',
    operation: POST_DECLARATION,
    title: 'an unknown type of declaration is refused',
    given: participant('active'),
    when: { json: declaration({ declaration_type: 'retained-9' }) },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-DECL-09',
    operation: POST_DECLARATION,
    title: 'a declaration about the future is refused',
    given: participant('active'),
    when: { json: declaration({ declaration_date: '2099-01-01T00:00:00Z' }) },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-DECL-11',
    operation: POST_DECLARATION,
    title: 'a declaration about nobody is refused',
    when: { json: declaration({ participant_id: NOBODY, course_identifier: 'npq-leading-teaching' }) },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-ERR-06',
    operation: POST_DECLARATION,
    title: 'a declaration for a course the participant is not on is refused',
    given: participant('active'),
    when: { json: declaration({ course_identifier: 'npq-early-headship-coaching-offer' }) },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-ERR-05',
    operation: POST_DECLARATION,
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

const participants: readonly DeclaredCase[] = [
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
];

/** What the guidance promises and no schema can say: state, paging and the shape of refusals. */
export const cases: readonly DeclaredCase[] = [...access, ...lists, ...applications, ...declarations, ...participants];
