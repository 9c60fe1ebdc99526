import type { Defect } from '../shared/emulator.ts';

/** A switch of this emulator; none is known of a real system. */
function defect<const Id extends string>(id: Id, title: string, documented: string, actual: string) {
  return { id, title, documented, actual, faithful: false } as const;
}

/** The generic ways to break a promise, by family; the place where each is done asks `broken(id)`. */
export const DEFECTS = [
  // authentication
  defect(
    'no-authentication-on-one-operation',
    'Deletion without a key',
    'Every operation needs a key.',
    'DELETE /parcels/{id} works for anybody, on the parcels of the first depot.',
  ),
  defect(
    'any-token-accepted',
    'Any key accepted',
    'An unknown key is answered 401.',
    'Whatever the header holds is taken for the key of the first depot, on every operation.',
  ),
  defect(
    'revoked-key-accepted',
    'Revoked key accepted',
    'A revoked key is answered 401.',
    'It opens the first depot as before.',
  ),
  defect('empty-key-accepted', 'Empty key accepted', 'A key is needed.', 'An empty header opens the first depot.'),
  defect(
    'key-in-query-accepted',
    'Key accepted in the query',
    'The key travels in the header X-API-Key.',
    'It is also taken from the query, where logs and histories keep it.',
  ),
  defect(
    'validation-before-authentication',
    'Input judged before the key',
    'A request without a key is answered 401.',
    'Its faults are answered first, with 400 or 422.',
  ),
  defect('challenge-missing', 'No challenge in a 401', 'A 401 carries WWW-Authenticate.', 'It does not.'),
  defect(
    'unauthorised-body-undescribed',
    'Another body in a 401',
    'A 401 has the error body of the document.',
    'Its body is {"error": "unauthorised"}.',
  ),
  defect(
    'unauthorised-as-text',
    'A 401 as plain text',
    'A 401 is application/json.',
    'The same bytes are sent as text/plain.',
  ),
  defect(
    'content-in-refusal',
    'Content in a 401',
    'Without a key nothing is answered.',
    'GET /parcels answers 401 with the whole page in the body.',
  ),
  // schema
  defect(
    'wrong-type-in-one-list-item',
    'A weight as text in one list item',
    'weightGrams is an integer.',
    'The second item of a page of GET /parcels has it as a string.',
  ),
  defect(
    'missing-declared-field',
    'A required member left out',
    'A parcel always has createdAt.',
    'GET /parcels/{id} leaves it out.',
  ),
  defect(
    'null-in-required-member',
    'Null where text is promised',
    'recipient is a text.',
    'GET /parcels/{id} has it null.',
  ),
  defect(
    'undescribed-enum-member',
    'An undescribed service',
    'service is one of three words in small letters.',
    'GET /parcels/{id} has it in capitals.',
  ),
  defect(
    'malformed-moment',
    'A moment without its zone',
    'createdAt is a date-time.',
    'GET /parcels/{id} has a blank instead of T, and no zone.',
  ),
  defect(
    'undescribed-member-in-closed-schema',
    'A member that the schema forbids',
    'A parcel has no other members.',
    'GET /parcels/{id} adds internalNote.',
  ),
  defect(
    'undescribed-member-in-open-schema',
    'A member that nobody described',
    'The document names the members of a page.',
    'GET /parcels adds shard, which the schema does not forbid.',
  ),
  defect(
    'number-below-minimum',
    'A negative offset in the answer',
    'offset is at least 0.',
    'GET /parcels answers -1 for 0.',
  ),
  defect(
    'error-body-undescribed',
    'Another body in a 422',
    'A 422 has the error body of the document.',
    'POST /parcels answers {"errors": […]}.',
  ),
  defect(
    'empty-body',
    'An answer without its body',
    'GET /parcels/{id} answers a parcel.',
    'It answers 200 without a body.',
  ),
  // status
  defect('undeclared-status', 'Creation answered 200', 'POST /parcels answers 201.', '200.'),
  defect('update-answered-202', 'Update answered 202', 'PUT /parcels/{id} answers 200.', '202.'),
  defect(
    'empty-page-answered-404',
    'Empty page answered 404',
    'A page beyond the end is an empty page.',
    'GET /parcels answers 404.',
  ),
  defect(
    'error-500-at-valid-boundary',
    'Failure at the greatest valid weight',
    'weightGrams may be 30000.',
    'POST /parcels answers 500 to exactly that.',
  ),
  defect(
    'error-500-on-malformed-json',
    'Failure on a broken body',
    'A body that is not JSON is answered 400.',
    'POST /parcels answers 500.',
  ),
  defect(
    'error-500-on-second-deletion',
    'Failure on the second deletion',
    'What is gone is answered 404.',
    'DELETE /parcels/{id} answers 500 to a parcel deleted before.',
  ),
  defect(
    'undescribed-method-accepted',
    'An undescribed method works',
    '/parcels knows GET and POST.',
    'PATCH /parcels answers 200.',
  ),
  defect('version-gone', 'The version is gone', 'Version 1 is promised.', 'Every path is answered 404.'),
  // header
  defect('location-missing', 'No Location', 'A 201 carries Location.', 'It does not.'),
  defect(
    'location-elsewhere',
    'Location of another path',
    'Location is where the parcel can be read.',
    'It begins with /parcel.',
  ),
  defect(
    'location-of-another',
    'Location of another parcel',
    'Location is where the parcel can be read.',
    'It leads to the oldest parcel.',
  ),
  defect(
    'location-malformed',
    'Location that is no URI',
    'Location is a URI reference.',
    'It holds a bracket that is never closed.',
  ),
  defect('allow-missing', 'No Allow', 'A 405 carries Allow.', 'It does not.'),
  defect(
    'allow-names-refused-method',
    'Allow names what was refused',
    'Allow names the methods that work.',
    'It also names the one that was refused.',
  ),
  defect('allow-forgets-method', 'Allow forgets a method', 'Allow names the methods that work.', 'It leaves out GET.'),
  defect('count-header-missing', 'No X-Total-Count', 'A page carries X-Total-Count.', 'It does not.'),
  defect('count-header-as-text', 'X-Total-Count in words', 'X-Total-Count is a number.', 'It is "many".'),
  // media type
  defect(
    'wrong-media-type',
    'A list delivered as plain text',
    'GET /parcels answers application/json.',
    'The same bytes are sent as text/plain.',
  ),
  defect('error-as-html', 'A 404 as a page', 'A 404 is application/json.', 'GET /parcels/{id} answers a page of HTML.'),
  defect(
    'content-type-missing',
    'No Content-Type',
    'GET /parcels/{id} answers application/json.',
    'It does not say what it answers.',
  ),
  defect('truncated-json', 'JSON cut short', 'GET /parcels/{id} answers JSON.', 'The last character is missing.'),
  defect(
    'malformed-body-accepted',
    'Any body accepted',
    'A body that is not JSON is answered 400.',
    'POST /parcels registers a parcel without a content.',
  ),
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
  // tenancy
  defect(
    'foreign-resource-readable',
    'Foreign parcels readable',
    'What belongs to another depot does not exist.',
    'GET /parcels/{id} answers any depot.',
  ),
  defect(
    'foreign-resource-changeable',
    'Foreign parcels changeable',
    'What belongs to another depot does not exist.',
    'PUT /parcels/{id} answers any depot.',
  ),
  defect(
    'foreign-resource-deletable',
    'Foreign parcels deletable',
    'What belongs to another depot does not exist.',
    'DELETE /parcels/{id} answers any depot.',
  ),
  defect(
    'foreign-existence-revealed',
    'Foreign parcels betrayed',
    'What belongs to another depot is answered as if it did not exist.',
    'The words of the 404 say that it is another depot’s.',
  ),
  // leak
  defect(
    'stack-trace-in-error',
    'A stack trace in an error',
    'Errors speak of the request.',
    'The message of a 422 holds a stack trace.',
  ),
  defect(
    'sql-in-error',
    'A database error in an error',
    'Errors speak of the request.',
    'The message of a 404 holds a statement of SQL.',
  ),
  defect(
    'server-path-in-error',
    'A path of the server in an error',
    'Errors speak of the request.',
    'The message of a 400 names a file of the server.',
  ),
  defect('software-banner', 'A banner', 'Answers name no software.', 'Every answer carries X-Powered-By.'),
  // encoding
  defect(
    'text-stored-as-latin-1',
    'Text in the wrong charset',
    'Text is returned as it was sent.',
    'Parcels are kept as Latin-1 of the UTF-8 bytes.',
  ),
  defect(
    'text-reduced-to-ascii',
    'Text reduced to ASCII',
    'Text is returned as it was sent.',
    'Every other character is kept as a question mark.',
  ),
  defect(
    'astral-characters-lost',
    'Characters beyond the basic plane lost',
    'Text is returned as it was sent.',
    'Characters beyond U+FFFF become U+FFFD.',
  ),
  defect('answer-not-utf-8', 'An answer in Latin-1', 'JSON is UTF-8.', 'GET /parcels/{id} is sent as Latin-1.'),
] as const satisfies readonly Defect[];

/** Id of a defect of this emulator. */
export type DefectId = (typeof DEFECTS)[number]['id'];
