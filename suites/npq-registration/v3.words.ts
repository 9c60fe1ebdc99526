import type { DeclaredRequest, Hole } from 'assay';

/** An id of the right form that no resource has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

export const APPLICATIONS = 'GET /api/v3/npq-applications';
export const DECLARATIONS = 'GET /api/v3/participant-declarations';
export const POST_DECLARATION = 'POST /api/v3/participant-declarations';
export const PARTICIPANTS = 'GET /api/v3/participants/npq';
export const ENROLMENT = 'attributes/npq_enrolments/0';

/** A value of the answer to the first request of the case. */
export function found(pointer: string, fallback = NOBODY): Hole {
  return { $hole: { from: 'step', step: 0, pointer, pick: 0, fallback } };
}

/** A member of a resource at a place (from 0) of a list, as the run has learnt it; holes of one place speak of one resource. */
export function listed(operation: string, member: string, place = 0, fallback = NOBODY): Hole {
  return { $hole: { from: 'list', operation, pointer: `/data/*/${member}`, pick: place, fallback } };
}

/** A participant, and a course of theirs. */
export const participantId = listed(PARTICIPANTS, 'id');
export const course = listed(PARTICIPANTS, `${ENROLMENT}/course_identifier`, 0, 'npq-leading-teaching');

/** An earlier id of a participant who has one. */
export const earlierId = listed(PARTICIPANTS, 'attributes/participant_id_changes/0/from_participant_id');

/** The newest application but so many: newer ones are likelier to be undecided. */
export function undecided(place: number): DeclaredRequest {
  return {
    operation: APPLICATIONS,
    query: { sort: '-created_at', 'page[page]': String(place + 1), 'page[per_page]': '1' },
  };
}

/** The newest application but so many, rejected. */
export function rejected(place: number): readonly DeclaredRequest[] {
  return [
    undecided(place),
    { operation: 'POST /api/v3/npq-applications/{id}/reject', path: { id: found('/data/0/id') } },
  ];
}

/** A started declaration about a participant, with some members replaced. */
export function declaration(changes: Readonly<Record<string, string | Hole>>) {
  const attributes = {
    participant_id: participantId,
    declaration_type: 'started',
    declaration_date: '2026-01-05T09:00:00Z',
    course_identifier: course,
    ...changes,
  };
  return { data: { type: 'participant-declaration', attributes } };
}

/** A member of the declaration at a place of the list. */
export function declared(member: string, place = 0, fallback = NOBODY): Hole {
  return listed(DECLARATIONS, member, place, fallback);
}

/** Participant and course of the declaration at a place of the list. */
export function declaredAbout(place = 0) {
  return {
    participant: declared('attributes/participant_id', place),
    course: declared('attributes/course_identifier', place, 'npq-leading-teaching'),
  };
}

/** What the declaration at a place of the list said, word for word. */
export function repeated(place: number) {
  const { participant, course: about } = declaredAbout(place);
  return declaration({
    participant_id: participant,
    declaration_type: declared('attributes/declaration_type', place, 'started'),
    declaration_date: declared('attributes/declaration_date', place, '2026-01-05T09:00:00Z'),
    course_identifier: about,
    delivery_partner_id: declared('attributes/delivery_partner_id', place),
  });
}

/** A declaration taken back and declared anew, so that it stands again. */
export function renewed(place: number): readonly DeclaredRequest[] {
  return [
    { operation: 'PUT /api/v3/participant-declarations/{id}/void', path: { id: declared('id', place) } },
    { operation: POST_DECLARATION, json: repeated(place) },
  ];
}
