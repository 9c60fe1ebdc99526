import type { Defect } from '../shared/emulator.ts';

/** The ten generic ways to break a promise; the place where each is done asks `defects.has(id)`. */
export const DEFECTS = [
  {
    id: 'no-authentication-on-one-operation',
    title: 'Deletion without a key',
    documented: 'Every operation needs a key.',
    actual: 'DELETE /parcels/{id} works for anybody, on the parcels of the first depot.',
    faithful: false,
  },
  {
    id: 'any-token-accepted',
    title: 'Any key accepted',
    documented: 'An unknown key is answered 401.',
    actual: 'Whatever the header holds is taken for the key of the first depot, on every operation.',
    faithful: false,
  },
  {
    id: 'wrong-type-in-one-list-item',
    title: 'A weight as text in one list item',
    documented: 'weightGrams is an integer.',
    actual: 'The second item of a page of GET /parcels has it as a string.',
    faithful: false,
  },
  {
    id: 'missing-declared-field',
    title: 'A required member left out',
    documented: 'A parcel always has createdAt.',
    actual: 'GET /parcels/{id} leaves it out.',
    faithful: false,
  },
  {
    id: 'error-500-at-valid-boundary',
    title: 'Failure at the greatest valid weight',
    documented: 'weightGrams may be 30000.',
    actual: 'POST /parcels answers 500 to exactly that.',
    faithful: false,
  },
  {
    id: 'invalid-value-accepted',
    title: 'Weights under the minimum accepted',
    documented: 'weightGrams is at least 1.',
    actual: 'POST /parcels takes less, and registers 1.',
    faithful: false,
  },
  {
    id: 'undeclared-status',
    title: 'Creation answered 200',
    documented: 'POST /parcels answers 201.',
    actual: '200.',
    faithful: false,
  },
  {
    id: 'wrong-media-type',
    title: 'A list delivered as plain text',
    documented: 'GET /parcels answers application/json.',
    actual: 'The same bytes are sent as text/plain.',
    faithful: false,
  },
  {
    id: 'deleted-resource-readable',
    title: 'Deleted parcels still readable',
    documented: 'What is deleted is gone.',
    actual: 'DELETE /parcels/{id} only takes the parcel off the list; GET /parcels/{id} still answers 200.',
    faithful: false,
  },
  {
    id: 'page-size-ignored',
    title: 'Page size ignored',
    documented: 'A page holds at most limit parcels.',
    actual: 'Every page of GET /parcels holds as many as the greatest limit allows.',
    faithful: false,
  },
] as const satisfies readonly Defect[];

/** Id of a defect of this emulator. */
export type DefectId = (typeof DEFECTS)[number]['id'];
