import type { Defect } from '../shared/emulator.ts';
import { generic as defect } from '../shared/generic-defect.ts';

/** Ways to answer otherwise than described. */
export const ANSWER_DEFECTS = [
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
