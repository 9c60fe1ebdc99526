import type { DeclaredCase } from 'assay';
import {
  APPLICATIONS,
  declared,
  ENROLMENT,
  found,
  listed,
  PARTICIPANTS,
  rejected,
  renewed,
  undecided,
} from './v3.words.ts';

/** Accepting and rejecting applications, and who pays for the place. */
export const applications: readonly DeclaredCase[] = [
  {
    requirement: 'NPQ3-APPL-10',
    operation: 'POST /api/v3/npq-applications/{id}/accept',
    title: 'accepting without a body is refused',
    when: { path: { id: listed(APPLICATIONS, 'id') }, json: null },
    expect: { statuses: [400] },
  },
  {
    requirement: 'NPQ3-APPL-10',
    operation: 'POST /api/v3/npq-applications/{id}/accept',
    title: 'accepting without data is refused',
    when: { path: { id: listed(APPLICATIONS, 'id') }, json: {} },
    expect: { statuses: [400] },
  },
  {
    requirement: 'NPQ3-APPL-18',
    operation: 'PUT /api/v3/npq-applications/{id}/change-funded-place',
    title: 'changing the funded place without data is refused',
    when: { path: { id: listed(APPLICATIONS, 'id') }, json: {} },
    expect: { statuses: [400] },
  },
  {
    requirement: 'NPQ3-APPL-13',
    operation: 'POST /api/v3/npq-applications/{id}/accept',
    title: 'an accepted application cannot be accepted again',
    when: {
      path: { id: listed(PARTICIPANTS, `${ENROLMENT}/npq_application_id`) },
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
  {
    requirement: 'NPQ3-APPL-24',
    operation: 'POST /api/v3/npq-applications/{id}/reject',
    title: 'an accepted application can still be rejected while nothing was declared about it',
    given: [
      undecided(7),
      {
        operation: 'POST /api/v3/npq-applications/{id}/accept',
        path: { id: found('/data/0/id') },
        json: { data: { type: 'npq-application-accept', attributes: { funded_place: false } } },
      },
    ],
    when: { path: { id: found('/data/0/id') } },
    expect: { statuses: [200] },
  },
  {
    requirement: 'NPQ3-APPL-25',
    operation: 'PUT /api/v3/npq-applications/{id}/change-funded-place',
    title: 'the funded place cannot be changed once something was declared',
    given: renewed(2),
    when: {
      path: { id: declared('attributes/application_id', 2) },
      json: { data: { type: 'npq-application-change-funded-place', attributes: { funded_place: false } } },
    },
    expect: { statuses: [422] },
  },
];
