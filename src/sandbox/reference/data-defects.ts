import type { Defect } from '../shared/emulator.ts';
import { generic as defect } from '../shared/generic-defect.ts';

/** Ways to take, keep and list data otherwise than promised. */
export const DATA_DEFECTS = [
  // paging
  defect(
    'page-size-ignored',
    'Page size ignored',
    'A page holds at most limit parcels.',
    'Every page of GET /parcels holds as many as the greatest limit allows.',
  ),
  defect(
    'page-overlap',
    'Pages overlap',
    'offset says how many are passed over.',
    'From the second page on, one fewer is.',
  ),
  defect(
    'page-gap',
    'Pages leave one out',
    'offset says how many are passed over.',
    'From the second page on, one more is.',
  ),
  defect(
    'page-beyond-end-repeats',
    'Beyond the end the list begins again',
    'A page beyond the end is empty.',
    'It is the first page.',
  ),
  defect(
    'total-of-page-only',
    'Only the page counted',
    'total counts all that match.',
    'It counts what is on the page.',
  ),
  defect('filter-ignored', 'Service filter ignored', 'service selects.', 'It selects nothing.'),
  defect('date-filter-ignored', 'Date filter ignored', 'dueBefore selects.', 'It selects nothing.'),
  defect('sort-ignored', 'Sort order ignored', 'sort orders the list.', 'The list is always in the order of creation.'),
  defect('sort-direction-ignored', 'Descending order ignored', 'A minus turns the order round.', 'It is passed over.'),
  // state
  defect(
    'deleted-resource-readable',
    'Deleted parcels still readable',
    'What is deleted is gone.',
    'DELETE /parcels/{id} only takes the parcel off the list; GET /parcels/{id} still answers 200.',
  ),
  defect(
    'creation-not-kept',
    'Created parcels are lost',
    'What is answered 201 is registered.',
    'POST /parcels keeps nothing.',
  ),
  defect(
    'refused-update-applied',
    'Refused updates applied',
    'What is refused changes nothing.',
    'PUT /parcels/{id} answers 422, yet keeps the members that are right.',
  ),
  defect(
    'refused-change-applied',
    'Refused changes applied',
    'What is refused changes nothing.',
    'PATCH /parcels/{id} answers 422, yet keeps the members that are right.',
  ),
  defect(
    'update-adds-up',
    'Updates add up',
    'PUT replaces.',
    'PUT /parcels/{id} adds one to the insured value each time.',
  ),
  defect(
    'update-not-kept',
    'Updates are lost',
    'PUT replaces.',
    'PUT /parcels/{id} answers the new parcel and keeps the old one.',
  ),
  defect(
    'update-keeps-old-member',
    'One member never updated',
    'PUT replaces.',
    'PUT /parcels/{id} keeps the weight as it was.',
  ),
  defect(
    'change-empties-the-rest',
    'PATCH as PUT',
    'Members that are left out stay as they are.',
    'PATCH /parcels/{id} empties the optional ones.',
  ),
  defect(
    'change-not-kept',
    'Changes are lost',
    'PATCH changes what it names.',
    'PATCH /parcels/{id} answers the new parcel and keeps the old one.',
  ),
  // validation
  defect(
    'invalid-value-accepted',
    'Weights under the minimum accepted',
    'weightGrams is at least 1.',
    'POST /parcels takes less, and registers 1.',
  ),
  defect(
    'empty-enum-member-accepted',
    'An empty service accepted',
    'service is one of three words.',
    'POST /parcels takes an empty one for standard.',
  ),
  defect(
    'impossible-day-accepted',
    '30 February accepted',
    'dueOn is a day of the calendar.',
    'POST /parcels rolls a day that does not exist over to the next month.',
  ),
  defect(
    'required-member-optional',
    'A required member left out',
    'recipient is required.',
    'POST /parcels does without.',
  ),
  defect(
    'unknown-member-accepted',
    'Unknown members accepted',
    'A parcel has no other members.',
    'PUT /parcels/{id} passes them over.',
  ),
  defect(
    'text-too-long-accepted',
    'Long names cut',
    'recipient has at most 60 characters.',
    'PUT /parcels/{id} takes more and cuts them.',
  ),
  defect(
    'number-as-text-accepted',
    'Numbers as text accepted',
    'weightGrams is an integer.',
    'PATCH /parcels/{id} takes a text of digits.',
  ),
  defect(
    'oversized-page-accepted',
    'Oversized pages accepted',
    'limit is at most 100.',
    'GET /parcels takes more for 100.',
  ),
  defect('valid-value-refused', 'The greatest page refused', 'limit may be 100.', 'GET /parcels refuses exactly that.'),
] as const satisfies readonly Defect[];
