import type { DeclaredRequest, Hole } from 'assay';

/** An id of the right form that no resource has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Where a version tells the course and the application of the first participant found. */
export const PLACES = {
  v1: { course: 'npq_courses/0', application: 'funded_places/0/npq_application_id' },
  v2: { course: 'npq_enrolments/0/course_identifier', application: 'npq_enrolments/0/npq_application_id' },
} as const;

/** A value of the answer to the first request of the case. */
export function found(pointer: string, fallback = NOBODY): Hole {
  return { $hole: { from: 'step', step: 0, pointer, pick: 0, fallback } };
}

/** A version that is retired. */
export type LegacyVersion = keyof typeof PLACES;

/** The id of the first resource found. */
export const id = found('/data/0/id');

/** The words in which cases of a version are written. */
export function wordsOf(version: LegacyVersion) {
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

/** See {@link wordsOf}. */
export type Words = ReturnType<typeof wordsOf>;

/** One resource of a list. */
export function page(operation: string, number = 1): DeclaredRequest {
  return { operation, query: { 'page[page]': String(number), 'page[per_page]': '1' } };
}

/** A body of that type. */
export function body(type: string, attributes: Readonly<Record<string, string | boolean | Hole>>) {
  return { data: { type, attributes } };
}
