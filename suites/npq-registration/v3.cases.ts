import type { DeclaredCase } from 'assay';
import { applications } from './v3.applications.ts';
import { declarations } from './v3.declarations.ts';
import { participants } from './v3.participants.ts';
import { APPLICATIONS, DECLARATIONS, found, NOBODY, PARTICIPANTS } from './v3.words.ts';

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
    requirement: 'NPQ3-FILT-05',
    operation: APPLICATIONS,
    title: 'updated_since takes an offset east of UTC',
    when: { query: { 'filter[updated_since]': '2026-01-01T00:00:00+05:00', 'page[per_page]': '1' } },
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

/** What the guidance promises and no schema can say: state, paging and the shape of refusals. */
export const cases: readonly DeclaredCase[] = [...access, ...lists, ...applications, ...declarations, ...participants];
