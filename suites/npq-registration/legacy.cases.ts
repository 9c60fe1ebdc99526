import type { DeclaredCase, DeclaredRequest, Hole } from 'assay';

/** An id of the right form that no resource has. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Where a version tells the course and the application of the first participant found. */
const PLACES = {
  v1: { course: 'npq_courses/0', application: 'funded_places/0/npq_application_id' },
  v2: { course: 'npq_enrolments/0/course_identifier', application: 'npq_enrolments/0/npq_application_id' },
} as const;

/** A value of the list that the case asked for first. */
function found(pointer: string, fallback = NOBODY): Hole {
  return { $hole: { from: 'step', step: 0, pointer, pick: 0, fallback } };
}

type LegacyVersion = keyof typeof PLACES;

/** The id of the first resource found. */
const id = found('/data/0/id');

/** The words in which cases of a version are written. */
function wordsOf(version: LegacyVersion) {
  const at = (method: string, path: string) => `${method} /api/${version}/${path}`;
  const course = found(`/data/0/attributes/${PLACES[version].course}`, 'npq-leading-teaching');
  return {
    version,
    requirement: (number: string) => `NPQ${version.slice(1)}-${number}`,
    at,
    applications: at('GET', 'npq-applications'),
    declarations: at('GET', 'participant-declarations'),
    participants: at('GET', 'participants/npq'),
    course,
    /** A started declaration about the participant found, with some members replaced. */
    declaration: (changes: Readonly<Record<string, string | Hole>>) =>
      body('participant-declaration', {
        participant_id: id,
        declaration_type: 'started',
        declaration_date: '2026-01-05T09:00:00Z',
        course_identifier: course,
        ...changes,
      }),
  };
}

type Words = ReturnType<typeof wordsOf>;

/** One resource of a list. */
function page(operation: string, number = 1): DeclaredRequest {
  return { operation, query: { 'page[page]': String(number), 'page[per_page]': '1' } };
}

function body(type: string, attributes: Readonly<Record<string, string | boolean | Hole>>) {
  return { data: { type, attributes } };
}

function access({ requirement, at, version, applications, participants }: Words): readonly DeclaredCase[] {
  return [
    {
      requirement: requirement('AUTH-04'),
      operation: at('GET', 'participants/npq/outcomes'),
      title: 'a bearer token opens the list of outcomes',
      when: {},
      expect: { statuses: [200] },
    },
    {
      requirement: requirement('ENV-03'),
      operation: participants,
      title: `the API answers below /api/${version}`,
      when: { query: { 'page[per_page]': '1' } },
      expect: { statuses: [200] },
    },
    ...[at('GET', 'npq-applications/{id}'), at('POST', 'npq-applications/{id}/reject')].map((operation) => ({
      requirement: requirement('AUTH-07'),
      operation,
      title: "another provider's application is not found",
      given: [{ ...page(applications), identity: 'other-provider' }],
      when: { path: { id } },
      expect: { statuses: [404] },
    })),
    ...['npq-applications/{id}', 'participant-declarations/{id}', 'participants/npq/{id}'].map((path) => ({
      requirement: requirement('ERR-03'),
      operation: at('GET', path),
      title: 'an id that nothing has is not found',
      when: { path: { id: NOBODY } },
      expect: { statuses: [404] },
    })),
    {
      requirement: requirement('ERR-04'),
      operation: at('GET', 'participants/npq/{id}'),
      title: 'an id that is no UUID is not found',
      when: { path: { id: 'not-a-uuid' } },
      expect: { statuses: [404] },
    },
  ];
}

function lists({ requirement, at, applications, declarations, participants }: Words): readonly DeclaredCase[] {
  const listed = (number: string, operation: string, title: string, query: Readonly<Record<string, string>>) => ({
    requirement: requirement(number),
    operation,
    title,
    when: { query },
    expect: { statuses: [200] },
  });
  const since = (moment: string) => ({ 'filter[updated_since]': moment, 'page[per_page]': '1' });
  return [
    ...[declarations, participants].map((operation) =>
      listed('PAGE-06', operation, 'a page after the last one is no mistake', { 'page[page]': '100000' }),
    ),
    listed('PAGE-04', applications, 'a page size above the cap is no mistake', {
      'page[page]': '100000',
      'page[per_page]': '3001',
    }),
    listed('FILT-02', applications, 'a cohort that nobody is in gives an empty list', { 'filter[cohort]': '1066' }),
    listed('FILT-03', participants, 'updated_since takes a date-time in UTC', since('2026-01-01T00:00:00Z')),
    listed('FILT-03', at('GET', 'participants/npq/outcomes'), 'created_since takes a date-time in UTC', {
      'filter[created_since]': '2026-01-01T00:00:00Z',
      'page[per_page]': '1',
    }),
    listed('FILT-04', applications, 'updated_since takes an offset west of UTC', since('2026-01-01T00:00:00-05:00')),
    listed('WIRE-12', participants, 'an unknown query parameter is ignored', {
      colour: 'green',
      'page[per_page]': '1',
    }),
    listed('CSV-04', at('GET', 'npq-applications.csv'), 'applications of a cohort are had as CSV', {
      'filter[cohort]': '2025',
    }),
    listed('CSV-04', at('GET', 'participant-declarations.csv'), 'declarations changed lately are had as CSV', {
      'filter[updated_since]': '2025-01-01T00:00:00Z',
    }),
    listed('CSV-07', at('GET', 'participant-declarations.csv'), 'no declarations are had as CSV', {
      'filter[participant_id]': NOBODY,
    }),
  ];
}

const accept = body('npq-application-accept', { funded_place: false });

function decisions({ requirement, at, version, applications, participants }: Words): readonly DeclaredCase[] {
  const acceptance = at('POST', 'npq-applications/{id}/accept');
  const rejection = at('POST', 'npq-applications/{id}/reject');
  const fundedPlace = at('PUT', 'npq-applications/{id}/change-funded-place');
  return [
    ...[null, {}].map((json) => ({
      requirement: requirement('APPL-10'),
      operation: acceptance,
      title: `accepting without ${json === null ? 'a body' : 'data'} is refused`,
      given: [page(applications)],
      when: { path: { id }, json },
      expect: { statuses: [400] },
    })),
    {
      requirement: requirement('APPL-18'),
      operation: fundedPlace,
      title: 'changing the funded place without data is refused',
      given: [page(applications)],
      when: { path: { id }, json: {} },
      expect: { statuses: [400] },
    },
    {
      requirement: requirement('APPL-13'),
      operation: acceptance,
      title: 'an accepted application cannot be accepted again',
      given: [page(participants)],
      when: { path: { id: found(`/data/0/attributes/${PLACES[version].application}`) }, json: accept },
      expect: { statuses: [422] },
    },
    {
      requirement: requirement('APPL-14'),
      operation: acceptance,
      title: 'a rejected application cannot be accepted any more',
      given: [page(applications, 79), { operation: rejection, path: { id } }],
      when: { path: { id }, json: accept },
      expect: { statuses: [422] },
    },
    {
      requirement: requirement('APPL-20'),
      operation: fundedPlace,
      title: 'the funded place of a rejected application cannot be changed',
      given: [page(applications, 82), { operation: rejection, path: { id } }],
      when: { path: { id }, json: body('npq-application-change-funded-place', { funded_place: false }) },
      expect: { statuses: [422] },
    },
  ];
}

const repeatedOf = (declaration: Words['declaration']) =>
  declaration({
    participant_id: found('/data/0/attributes/participant_id'),
    declaration_type: found('/data/0/attributes/declaration_type', 'started'),
    declaration_date: found('/data/0/attributes/declaration_date', '2026-01-05T09:00:00Z'),
    course_identifier: found('/data/0/attributes/course_identifier', 'npq-leading-teaching'),
  });

function declarationsMade({
  requirement,
  at,
  declarations,
  participants,
  declaration,
}: Words): readonly DeclaredCase[] {
  const operation = at('POST', 'participant-declarations');
  const repeated = repeatedOf(declaration);
  const refused = (
    number: string,
    title: string,
    json: ReturnType<typeof body> | Record<string, never>,
    given?: readonly DeclaredRequest[],
  ): DeclaredCase => ({
    requirement: requirement(number),
    operation,
    title,
    ...(given === undefined ? {} : { given }),
    when: { json },
    expect: { statuses: [number === 'ERR-05' ? 400 : 422] },
  });
  return [
    refused('DECL-10', 'what was taken back and declared anew cannot be declared again', repeated, [
      page(declarations, 10),
      { operation: at('PUT', 'participant-declarations/{id}/void'), path: { id } },
      { operation, json: repeated },
    ]),
    refused('DECL-08', 'an unknown type of declaration is refused', declaration({ declaration_type: 'retained-9' }), [
      page(participants),
    ]),
    refused(
      'DECL-09',
      'a declaration about the future is refused',
      declaration({ declaration_date: '2099-01-01T00:00:00Z' }),
      [page(participants)],
    ),
    refused(
      'DECL-11',
      'a declaration about nobody is refused',
      declaration({ participant_id: NOBODY, course_identifier: 'npq-leading-teaching' }),
    ),
    refused(
      'ERR-06',
      'a declaration for a course the participant is not on is refused',
      declaration({ course_identifier: 'npq-early-headship-coaching-offer' }),
      [page(participants)],
    ),
    refused('ERR-05', 'a declaration without data is refused', {}),
  ];
}

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

function training(words: Words): readonly DeclaredCase[] {
  const { requirement, at, version, participants } = words;
  return [
    twice(words, 'PART-14', 'withdraw', 'who is withdrawn cannot be withdrawn again', 'other'),
    twice(words, 'PART-12', 'resume', 'who is active cannot be resumed'),
    twice(words, 'PART-13', 'defer', 'who is deferred cannot be deferred again', 'career-break'),
    ...(version === 'v2' ? [sameSchedule(words)] : []),
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

/** What the guidance promised of versions 1 and 2 and no schema can say. */
export function casesOf(version: LegacyVersion): readonly DeclaredCase[] {
  const words = wordsOf(version);
  return [...access(words), ...lists(words), ...decisions(words), ...declarationsMade(words), ...training(words)];
}
