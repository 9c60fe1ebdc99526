import type { DeclaredRequest, Hole } from 'assay';

/** An id of the right form that no resource has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

export const APPLICATIONS = 'GET /api/v3/npq-applications';
export const DECLARATIONS = 'GET /api/v3/participant-declarations';
export const POST_DECLARATION = 'POST /api/v3/participant-declarations';
export const PARTICIPANTS = 'GET /api/v3/participants/npq';
export const ENROLMENT = '/data/0/attributes/npq_enrolments/0';

/** A value of the answer to an earlier request of the case, the first unless told. */
export function found(pointer: string, fallback = NOBODY, step = 0): Hole {
  return { $hole: { from: 'step', step, pointer, pick: 0, fallback } };
}

/** A participant whose training has this status. */
export function participant(status: 'active' | 'deferred' | 'withdrawn'): readonly DeclaredRequest[] {
  return [{ operation: PARTICIPANTS, query: { 'filter[training_status]': status, 'page[per_page]': '1' } }];
}

export const firstApplication = [{ operation: APPLICATIONS, query: { 'page[per_page]': '1' } }];
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

export const course = found(`${ENROLMENT}/course_identifier`, 'npq-leading-teaching');

/** A started declaration about the participant found, with some members replaced. */
export function declaration(changes: Readonly<Record<string, string | Hole>>) {
  const attributes = {
    participant_id: found('/data/0/id'),
    declaration_type: 'started',
    declaration_date: '2026-01-05T09:00:00Z',
    course_identifier: course,
    ...changes,
  };
  return { data: { type: 'participant-declaration', attributes } };
}

/** The declaration at a place of the list. */
export function declaredAt(place: number): DeclaredRequest {
  return { operation: DECLARATIONS, query: { 'page[page]': String(place), 'page[per_page]': '1' } };
}

/** What an earlier declaration said, word for word. */
export const repeated = declaration({
  participant_id: found('/data/0/attributes/participant_id'),
  declaration_type: found('/data/0/attributes/declaration_type', 'started'),
  declaration_date: found('/data/0/attributes/declaration_date', '2026-01-05T09:00:00Z'),
  course_identifier: found('/data/0/attributes/course_identifier', 'npq-leading-teaching'),
  delivery_partner_id: found('/data/0/attributes/delivery_partner_id'),
});

/** A declaration taken back and declared anew, so that it stands again. */
export function renewed(place: number): readonly DeclaredRequest[] {
  return [
    declaredAt(place),
    { operation: 'PUT /api/v3/participant-declarations/{id}/void', path: { id: found('/data/0/id') } },
    { operation: POST_DECLARATION, json: repeated },
  ];
}
