import type { DeclaredCase } from 'assay';
import { declaration, declared, earlierId, listed, NOBODY, POST_DECLARATION, renewed, repeated } from './v3.words.ts';

const partner = listed('GET /api/v3/delivery-partners', 'id');

/** What may be declared, and who delivered it. */
export const declarations: readonly DeclaredCase[] = [
  {
    requirement: 'NPQ3-DECL-10',
    operation: POST_DECLARATION,
    title: 'what was taken back and declared anew cannot be declared again',
    given: renewed(9),
    when: { json: repeated(9) },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-DECL-08',
    operation: POST_DECLARATION,
    title: 'an unknown type of declaration is refused',
    when: { json: declaration({ declaration_type: 'retained-9' }) },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-DECL-09',
    operation: POST_DECLARATION,
    title: 'a declaration about the future is refused',
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
    when: {
      path: { id: declared('id') },
      json: { data: { type: 'participant-declaration', attributes: { delivery_partner_id: NOBODY } } },
    },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-DECL-21',
    operation: POST_DECLARATION,
    title: 'a declaration about an earlier id of a participant is refused',
    when: {
      json: declaration({
        participant_id: earlierId,
        course_identifier: 'npq-leading-teaching',
      }),
    },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-DECL-22',
    operation: POST_DECLARATION,
    title: 'a declaration with a delivery partner that does not exist is refused',
    when: { json: declaration({ delivery_partner_id: NOBODY }) },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-DECL-23',
    operation: POST_DECLARATION,
    title: 'a declaration whose second delivery partner is the first is refused',
    when: {
      json: declaration({ delivery_partner_id: partner, secondary_delivery_partner_id: partner }),
    },
    expect: { statuses: [422] },
  },
  {
    requirement: 'NPQ3-DECL-24',
    operation: POST_DECLARATION,
    title: 'a declaration with a second delivery partner alone is refused',
    when: { json: declaration({ secondary_delivery_partner_id: partner }) },
    expect: { statuses: [422] },
  },
];
