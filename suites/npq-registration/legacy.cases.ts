import type { DeclaredCase, DeclaredRequest } from 'assay';
import { training } from './legacy.training.ts';
import { body, found, id, type LegacyVersion, NOBODY, PLACES, page, type Words, wordsOf } from './legacy.words.ts';

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
    listed('FILT-05', applications, 'updated_since takes an offset east of UTC', since('2026-01-01T00:00:00+05:00')),
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
    {
      requirement: requirement('APPL-24'),
      operation: rejection,
      title: 'an accepted application can still be rejected while nothing was declared about it',
      given: [page(applications, 85), { operation: acceptance, path: { id }, json: accept }],
      when: { path: { id } },
      expect: { statuses: [200] },
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

/** What the guidance promised of versions 1 and 2 and no schema can say. */
export function casesOf(version: LegacyVersion): readonly DeclaredCase[] {
  const words = wordsOf(version);
  return [...access(words), ...lists(words), ...decisions(words), ...declarationsMade(words), ...training(words)];
}
