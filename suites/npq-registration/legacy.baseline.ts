import type { KnownDeviation } from 'assay';

const OWNER = 'DfE NPQ registration team';
const EXPIRES = '2027-06-30';

/** Deviations of versions 1 and 2 from their documentation, known and accepted; the ids are those of version 3. */
export function baselineOf(version: 'v1' | 'v2'): readonly KnownDeviation[] {
  const known = (id: string, check: string, operation: string, reason: string, signature?: string): KnownDeviation => ({
    id,
    check,
    operation,
    ...(signature === undefined ? {} : { signature }),
    reason,
    owner: OWNER,
    expires: EXPIRES,
  });
  const at = (method: string, path: string) => `${method} /api/${version}/${path}`;
  return [
    known('D4', 'challenge-missing', '*', 'The service answers 401 without WWW-Authenticate.'),
    known('D5', 'authentication-precedence', 'GET *', 'The shape of `filter` is checked before the token.'),
    known('D7', 'response-body', '*/participant-declarations*', 'States have hyphens.', '*/properties/state/enum'),
    known(
      'D8',
      'response-body',
      '*/participant-declarations*',
      'has_passed is a boolean.',
      '*/properties/has_passed/*',
    ),
    ...['npq-applications/{id}/reject', 'participant-declarations/{id}/void'].map((path) =>
      known('D12', 'undeclared-status', at('*', path), 'Business rules refuse with 422, and 403 on void.', 'status 4*'),
    ),
    known('D13', 'undeclared-status', 'GET *', 'Lists refuse malformed paging and filters with 400.', 'status 400'),
    known('D15', 'requirement', at('POST', 'npq-applications/{id}/accept'), 'Accepting without a body is processed.'),
    known(
      'D16',
      'requirement',
      at('PUT', 'npq-applications/{id}/change-funded-place'),
      'A body without `data` is answered 422; the document promises 400.',
    ),
    known('D29', 'authentication-error-body', 'GET *.csv', 'The 401 of a list in CSV is JSON.'),
  ];
}
