import { isJsonObject } from '../../kernel/json.ts';
import type { Answer } from './answer.ts';
import type { DefectId } from './defects.ts';

/** The operations of the document by the end of their names. */
export type OperationName = 'list' | 'create' | 'read' | 'update' | 'change' | 'delete';

/** What a distortion may look at. */
export interface Place {
  /** Undefined where no operation was reached. */
  readonly operation?: OperationName;
  /** The id of the oldest parcel of the depot. */
  readonly oldest?: string;
}

type Distortion = (answer: Answer, place: Place) => Answer;

/** Apply to the members of a successful answer of one operation. */
const members =
  (operation: OperationName, change: (body: Readonly<Record<string, unknown>>) => unknown): Distortion =>
  (answer, place) =>
    place.operation === operation && answer.status < 300 && isJsonObject(answer.body)
      ? { ...answer, body: change(answer.body) }
      : answer;

const success =
  (operation: OperationName, change: (answer: Answer) => Answer): Distortion =>
  (answer, place) =>
    place.operation === operation && answer.status < 300 ? change(answer) : answer;

const refused =
  (status: number, change: (answer: Answer) => Answer): Distortion =>
  (answer) =>
    answer.status === status ? change(answer) : answer;

const message =
  (status: number, text: string): Distortion =>
  (answer) =>
    answer.status === status && isJsonObject(answer.body)
      ? { ...answer, body: { ...answer.body, message: text } }
      : answer;

const header =
  (name: string, value: (written: string, place: Place) => string | undefined): Distortion =>
  (answer, place) => {
    const written = answer.headers?.[name];
    if (written === undefined) return answer;
    const { [name]: _dropped, ...rest } = answer.headers ?? {};
    const changed = value(written, place);
    return { ...answer, headers: changed === undefined ? rest : { ...rest, [name]: changed } };
  };

const json = (answer: Answer): string => JSON.stringify(answer.body);
const STACK =
  "TypeError: Cannot read properties of undefined (reading 'service')\n    at register (/srv/app/parcels.js:42:17)";
const STATEMENT = 'no rows: SELECT id, recipient FROM parcels WHERE id = $1 AND depot = $2';

/** How the answer is changed on its way out while a defect is on. */
const DISTORTIONS: Readonly<Partial<Record<DefectId, Distortion>>> = {
  'challenge-missing': header('www-authenticate', () => undefined),
  'unauthorised-body-undescribed': refused(401, (answer) => ({ ...answer, body: { error: 'unauthorised' } })),
  'unauthorised-as-text': refused(401, (answer) => ({ ...answer, mediaType: 'text/plain' })),
  'wrong-type-in-one-list-item': members('list', (page) => ({ ...page, items: withTextWeight(page['items']) })),
  'missing-declared-field': members('read', ({ createdAt: _left, ...rest }) => rest),
  'null-in-required-member': members('read', (parcel) => ({ ...parcel, recipient: null })),
  'undescribed-enum-member': members('read', (parcel) => ({
    ...parcel,
    service: String(parcel['service']).toUpperCase(),
  })),
  'malformed-moment': members('read', (parcel) => ({
    ...parcel,
    createdAt: String(parcel['createdAt']).replace('T', ' ').slice(0, 16),
  })),
  'undescribed-member-in-closed-schema': members('read', (parcel) => ({ ...parcel, internalNote: 'on shelf 3' })),
  'undescribed-member-in-open-schema': members('list', (page) => ({ ...page, shard: 3 })),
  'number-below-minimum': members('list', (page) => ({ ...page, offset: page['offset'] === 0 ? -1 : page['offset'] })),
  'error-body-undescribed': (answer, { operation }) =>
    operation === 'create' && answer.status === 422 ? { ...answer, body: { errors: [answer.body] } } : answer,
  'empty-body': success('read', ({ status, headers }) => ({ status, ...(headers ? { headers } : {}) })),
  'undeclared-status': success('create', (answer) => ({ ...answer, status: 200 })),
  'update-answered-202': success('update', (answer) => ({ ...answer, status: 202 })),
  'location-missing': header('location', () => undefined),
  'location-elsewhere': header('location', (written) => written.replace('/parcels/', '/parcel/')),
  'location-of-another': header('location', (written, { oldest }) => (oldest ? `/parcels/${oldest}` : written)),
  'location-malformed': header('location', (written) => `http://[${written}`),
  'allow-missing': header('allow', () => undefined),
  'allow-names-refused-method': header('allow', (written) => `${written}, PUT, PATCH`),
  'allow-forgets-method': header('allow', (written) => written.replace('GET, ', '')),
  'count-header-missing': header('x-total-count', () => undefined),
  'count-header-as-text': header('x-total-count', () => 'many'),
  'wrong-media-type': success('list', (answer) => ({ ...answer, mediaType: 'text/plain' })),
  'error-as-html': (answer, { operation }) =>
    operation === 'read' && answer.status === 404
      ? { ...answer, bytes: new TextEncoder().encode('<h1>Not found</h1>'), mediaType: 'text/html' }
      : answer,
  'content-type-missing': success('read', (answer) => ({ ...answer, mediaType: null })),
  'truncated-json': success('read', (answer) => ({
    ...answer,
    bytes: new TextEncoder().encode(json(answer).slice(0, -1)),
  })),
  'stack-trace-in-error': message(422, STACK),
  'sql-in-error': message(404, STATEMENT),
  'server-path-in-error': message(400, 'cannot parse the body (/srv/app/lib/body-reader.js)'),
  'software-banner': (answer) => ({ ...answer, headers: { ...answer.headers, 'x-powered-by': 'Depot/4.1' } }),
  'answer-not-utf-8': success('read', (answer) => ({ ...answer, bytes: Buffer.from(json(answer), 'latin1') })),
};

/** The answer with all distortions that are on. */
export function distort(answer: Answer, place: Place, broken: (id: DefectId) => boolean): Answer {
  let distorted = answer;
  for (const [id, change] of Object.entries(DISTORTIONS))
    if (broken(id as DefectId)) distorted = change(distorted, place);
  return distorted;
}

function withTextWeight(items: unknown): unknown {
  if (!Array.isArray(items)) return items;
  return items.map((item: unknown, index) =>
    index === 1 && isJsonObject(item) ? { ...item, weightGrams: String(item['weightGrams']) } : item,
  );
}
