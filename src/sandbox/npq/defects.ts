import type { Defect } from '../shared/emulator.ts';
import { DRIFTS } from './drifts.ts';

/** Every way in which this emulator can deviate; the place where each is done asks `defects.has(id)`. */
export const DEFECTS = [
  {
    id: 'D1',
    title: 'Fixed windows instead of a rolling limit',
    documented: 'A token may make 1,000 requests in any 5 minutes, on a rolling basis.',
    actual:
      'Slots of 5 minutes aligned to the Unix clock, so that up to 2,000 requests pass around a boundary; refused ones count too.',
    faithful: true,
    real: true,
  },
  {
    id: 'D2',
    title: 'A backstop for each address',
    documented: 'The limit of the API counts for each token by itself.',
    actual: 'All requests of an address together are limited to 1,500 in a slot of 5 minutes besides.',
    faithful: true,
    real: true,
  },
  {
    id: 'credential-aliasing',
    title: 'A fresh quota for every spelling of a token',
    documented: 'The limit counts for each token.',
    actual:
      'It counts for each Authorization header as written, but for case and blanks around it: Token t and Bearer t count apart.',
    faithful: true,
    real: true,
  },
  {
    id: 'D4',
    title: 'No challenge on 401',
    documented: 'A 401 carries a WWW-Authenticate challenge (RFC 9110 section 11.6.1).',
    actual: 'The header is absent.',
    faithful: true,
    real: true,
  },
  {
    id: 'D5',
    title: 'Filter shape judged before the token',
    documented: 'A request without a token is answered 401.',
    actual: 'A filter that is not an object is answered 400 although no valid token came with it.',
    faithful: true,
    real: true,
  },
  {
    id: 'D7',
    title: 'Declaration states with hyphens',
    documented: 'The state is one of awaiting_clawback and clawed_back, with underscores.',
    actual: 'awaiting-clawback and clawed-back are sent.',
    faithful: true,
    real: true,
  },
  {
    id: 'D8',
    title: 'has_passed as a boolean',
    documented: 'has_passed is a string or null.',
    actual: 'true or false is sent.',
    faithful: true,
    real: true,
  },
  {
    id: 'D10',
    title: 'Delivery partner cohorts as numbers',
    documented: 'cohort is an array of strings.',
    actual: 'An array of integers is sent.',
    faithful: true,
    real: true,
  },
  {
    id: 'D12',
    title: 'Undeclared refusals of reject and void',
    documented: 'Reject and void answer 200, 401 or 404.',
    actual: '422 when the state forbids it; 403 on voiding a declaration that another provider made.',
    faithful: true,
    real: true,
  },
  {
    id: 'D13',
    title: 'Undeclared refusals of lists',
    documented: 'Lists answer 200 or 401.',
    actual: '400 for a page or filter that cannot be read, 422 for an unknown training status.',
    faithful: true,
    real: true,
  },
  {
    id: 'D15',
    title: 'Acceptance without a body is processed',
    documented: 'Accepting an application without data is answered 400.',
    actual: 'The application is accepted, or refused by a rule of the service.',
    faithful: true,
    real: true,
  },
  {
    id: 'D16',
    title: 'Missing data judged as a rule',
    documented: 'Changing the funded place without data is answered 400.',
    actual: '422.',
    faithful: true,
    real: true,
  },
  ...DRIFTS,
  {
    id: 'D29',
    title: 'CSV lists refused in JSON',
    documented: 'Without a valid token a list in CSV is answered 401 as text/csv.',
    actual: '401 as application/json.',
    faithful: true,
    real: true,
  },
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
