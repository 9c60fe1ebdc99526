import type { Defect } from '../shared/emulator.ts';
import { generic as defect } from '../shared/generic-defect.ts';

/** Ways to let the wrong ones in, or to tell them too much. */
export const ACCESS_DEFECTS = [
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
] as const satisfies readonly Defect[];
