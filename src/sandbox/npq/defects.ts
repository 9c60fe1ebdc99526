import type { Defect } from '../shared/emulator.ts';
import { DRIFTS } from './drifts.ts';

/** Every way in which this emulator can deviate; the place where each is done asks `defects.has(id)`. */
export const DEFECTS = [
  ...DRIFTS,
  {
    id: 'no-authentication-on-one-operation',
    title: 'Statements readable without a token',
    documented: 'Every operation needs a token.',
    actual: 'GET /api/v3/statements answers 200 to anybody, with the statements of the first provider.',
    faithful: false,
  },
  {
    id: 'any-token-accepted',
    title: 'Any token accepted',
    documented: 'An unknown token is answered 401.',
    actual: 'Whatever follows the scheme word is taken for the token of the first provider, on every operation.',
    faithful: false,
  },
  {
    id: 'wrong-type-in-one-list-item',
    title: 'One participant with a number for a string',
    documented: 'teacher_reference_number is a string or null.',
    actual: 'The third participant of the whole list carries a number; only the list shows it.',
    faithful: false,
  },
  {
    id: 'missing-declared-field',
    title: 'Declarations without updated_at',
    documented: 'A declaration requires updated_at.',
    actual: 'The member is absent wherever a declaration is sent.',
    faithful: false,
  },
  {
    id: 'error-500-at-valid-boundary',
    title: 'Server error at the smallest page',
    documented: 'page[per_page] has a minimum of 1.',
    actual: 'GET /api/v3/delivery-partners with page[per_page]=1 answers 500.',
    faithful: false,
  },
  {
    id: 'invalid-value-accepted',
    title: 'Deferral with an unknown reason accepted',
    documented: 'reason is one of the listed values.',
    actual: 'Any reason is answered 200 and kept as other.',
    faithful: false,
  },
  {
    id: 'undeclared-status',
    title: 'Rejection answered 202',
    documented: 'Rejecting an application answers 200, 401 or 404.',
    actual: '202 instead of 200.',
    faithful: false,
  },
  {
    id: 'wrong-media-type',
    title: 'Statement answered as HTML',
    documented: 'A statement is sent as application/json.',
    actual: 'GET /api/v3/statements/{id} says text/html over the same JSON.',
    faithful: false,
  },
  {
    id: 'page-size-ignored',
    title: 'Page size ignored',
    documented: 'page[per_page] limits the length of a page.',
    actual: 'GET /api/v3/npq-applications sends pages of 100 whatever is asked.',
    faithful: false,
  },
  {
    id: 'csv-sent-as-plain-text',
    title: 'CSV lists under another media type',
    documented: 'Lists at paths that end in .csv are sent as text/csv.',
    actual: 'They say text/plain over the same lines.',
    faithful: false,
  },
] as const satisfies readonly Defect[];

/** Id of a defect of this emulator. */
export type DefectId = (typeof DEFECTS)[number]['id'];

/** The defects that are on, asked by id. */
export interface Switches {
  has(id: DefectId): boolean;
}
