import type { KnownDeviation } from 'assay';

const OWNER = 'DfE NPQ registration team';
const EXPIRES = '2027-06-30';

/** Lists whose documents declare only 200 and 401. */
const LISTS = [
  'npq-applications',
  'participant-declarations',
  'delivery-partners',
  'participants/npq',
  'participants/npq/outcomes',
  'participants/npq/*/outcomes',
  'statements',
];

/** Deviations of the real system from its documentation, known and accepted for now. */
export const baseline: readonly KnownDeviation[] = [
  {
    id: 'D4',
    check: 'challenge-missing',
    operation: '*',
    reason: 'The service answers 401 without WWW-Authenticate; every client is given its token out of band.',
    owner: OWNER,
    expires: EXPIRES,
  },
  {
    id: 'D5',
    check: 'authentication-precedence',
    operation: 'GET *',
    reason: 'The shape of `filter` is checked before the token, so a malformed request learns that much.',
    owner: OWNER,
    expires: EXPIRES,
  },
  {
    id: 'D7',
    check: 'response-body',
    operation: '*/participant-declarations*',
    signature: '*/properties/state/enum',
    reason: 'States are emitted with hyphens (awaiting-clawback), documented with underscores.',
    owner: OWNER,
    expires: EXPIRES,
  },
  {
    id: 'D8',
    check: 'response-body',
    operation: '*/participant-declarations*',
    signature: '*/properties/has_passed/*',
    reason: 'has_passed is a boolean or null, documented as a string.',
    owner: OWNER,
    expires: EXPIRES,
  },
  {
    id: 'D10',
    check: 'response-body',
    operation: 'GET */delivery-partners',
    signature: '*/properties/cohort/*',
    reason: 'Cohorts are emitted as integers, documented as strings.',
    owner: OWNER,
    expires: EXPIRES,
  },
  ...['reject', 'void'].map((action) => ({
    id: 'D12',
    check: 'undeclared-status',
    operation: `* /api/v3/*/{id}/${action}`,
    signature: 'status 4*',
    reason: 'Business rules refuse with 422 (and 403 on void); the document declares neither.',
    owner: OWNER,
    expires: EXPIRES,
  })),
  ...LISTS.map((list) => ({
    id: 'D13',
    check: 'undeclared-status',
    operation: `GET /api/v3/${list}`,
    signature: 'status 4*',
    reason: 'Lists refuse malformed paging and filters with 400 or 422; the document declares only 200 and 401.',
    owner: OWNER,
    expires: EXPIRES,
  })),
  {
    id: 'D15',
    check: 'requirement',
    operation: 'POST /api/v3/npq-applications/{id}/accept',
    reason: 'Accepting without a body is processed; the document promises 400.',
    owner: OWNER,
    expires: EXPIRES,
  },
  {
    id: 'D16',
    check: 'requirement',
    operation: 'PUT /api/v3/npq-applications/{id}/change-funded-place',
    reason: 'A body without `data` is answered 422; the document promises 400.',
    owner: OWNER,
    expires: EXPIRES,
  },
];
