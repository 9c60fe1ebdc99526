import type { KnownDeviation } from 'assay';

const OWNER = 'DfE NPQ registration team';
const EXPIRES = '2027-06-30';

type Version = 'v1' | 'v2' | 'v3';

/** One known deviation in short: id, check, operation, reason, and the signature when not every one of the check's findings there is meant. */
type Row = readonly [id: string, check: string, operation: string, reason: string, signature?: string];

/** Deviations of the real system from its documentation, known and accepted for now; the ids are those of drifts.yaml. */
export function baselineOf(version: Version): readonly KnownDeviation[] {
  const rows = [
    ...refusals(version),
    ...values(version),
    ...lists(version),
    ...bodies(version),
    ...(version === 'v3' ? ofVersion3() : ofCsv()),
  ];
  return rows.map(([id, check, operation, reason, signature]) => ({
    id,
    check,
    operation,
    ...(signature === undefined ? {} : { signature }),
    reason,
    owner: OWNER,
    expires: EXPIRES,
  }));
}

const requirementOf = (version: Version, number: string) => `requirement NPQ${version.slice(1)}-${number}`;

const EVERY_LIST = [
  'npq-applications',
  'participant-declarations',
  'participants/npq',
  'participants/npq/outcomes',
  'participants/npq/{id}/outcomes',
];

/** Lists whose documents declare only 200 and 401. */
const LISTS: Readonly<Record<Version, readonly string[]>> = {
  v1: [...EVERY_LIST, 'npq-applications.csv', 'participant-declarations.csv'],
  v2: [...EVERY_LIST, 'npq-applications.csv', 'participant-declarations.csv', 'npq-enrolments.csv'],
  v3: [...EVERY_LIST, 'delivery-partners', 'statements'],
};

function refusals(version: Version): readonly Row[] {
  const at = (method: string, path: string) => `${method} /api/${version}/${path}`;
  const promised = (number: string) => requirementOf(version, number);
  const [accept, fundedPlace] = [
    at('POST', 'npq-applications/{id}/accept'),
    at('PUT', 'npq-applications/{id}/change-funded-place'),
  ];
  return [
    ['D4', 'challenge-missing', '*', 'A 401 has no WWW-Authenticate; every client is given its token out of band.'],
    ['D5', 'authentication-precedence', 'GET *', 'The shape of `filter` is checked before the token.'],
    ...['npq-applications/{id}/reject', 'participant-declarations/{id}/void'].map(
      (path): Row => [
        'D12',
        'undeclared-status',
        at('*', path),
        'Business rules refuse with 422, and 403 on void; the document declares neither.',
        'status 4*',
      ],
    ),
    ['D15', 'requirement', accept, 'Accepting without a body is processed.', promised('APPL-10')],
    ['D16', 'requirement', fundedPlace, 'A body without `data` is answered 422.', promised('APPL-18')],
    [
      'D27',
      'requirement',
      at('POST', 'participants/npq/{id}/outcomes'),
      'A day that no calendar has is answered 400, in the words of an exception.',
      promised('OUTC-09'),
    ],
  ];
}

function values(version: Version): readonly Row[] {
  const declarations = `* /api/${version}/participant-declarations*`;
  const applications = `* /api/${version}/npq-applications*`;
  const nullable = ['school_urn', 'headteacher_status', 'works_in_school', ...(version === 'v3' ? [] : ['email'])];
  return [
    ['D7', 'response-body', declarations, 'States have hyphens (awaiting-clawback).', '*/properties/state/enum'],
    ['D8', 'response-body', declarations, 'has_passed is a boolean or null.', '*/properties/has_passed/*'],
    ...nullable.map(
      (name): Row => [
        'D11',
        'response-body',
        name === 'email' ? `* /api/${version}/*` : applications,
        `${name} is null for some.`,
        `*/properties/${name}/*`,
      ],
    ),
  ];
}

function lists(version: Version): readonly Row[] {
  const get = (path: string) => `GET /api/${version}/${path}`;
  const refusal = 'Lists refuse malformed paging and filters; the document declares only 200 and 401.';
  return [
    ...LISTS[version].map((path): Row => ['D13', 'undeclared-status', get(path), refusal, 'status 4*']),
    [
      'D19',
      'requirement',
      get('npq-applications'),
      'The plus of an offset is decoded twice, and refused.',
      requirementOf(version, 'FILT-05'),
    ],
    ['D25', 'paging', get('participants/npq'), 'What was created in one second changes places between pages.'],
  ];
}

function bodies(version: Version): readonly Row[] {
  const reason = 'The type of a body is not looked at.';
  return [['D17', 'invalid-data-accepted', `* /api/${version}/*`, reason, 'body /data/type *']];
}

function ofVersion3(): readonly Row[] {
  const changePartner = 'PUT /api/v3/participant-declarations/{id}/change-delivery-partner';
  return [
    [
      'D9',
      'response-body',
      '* /api/v3/npq-applications*',
      'The answer to a form is sent in words.',
      '*/properties/works_as_senco/*',
    ],
    ['D10', 'response-body', 'GET */delivery-partners', 'Cohorts are integers.', '*/properties/cohort/*'],
    [
      'D14',
      'undeclared-status',
      'GET /api/v3/participants/npq/{id}*',
      'An earlier id is answered 410 with the new one.',
      'status 410',
    ],
    [
      'D17',
      'invalid-data-accepted',
      '* /api/v3/participant-declarations*',
      'Unknown members are ignored.',
      '*additionalProperties',
    ],
    ...['participant_id', 'declaration_type'].map(
      (name): Row => [
        'D21',
        'invalid-data-accepted',
        changePartner,
        `${name} is not looked at.`,
        `body /data/attributes/${name} *`,
      ],
    ),
  ];
}

function ofCsv(): readonly Row[] {
  return [['D29', 'authentication-error-body', 'GET *.csv', 'The 401 of a list in CSV is JSON.']];
}
