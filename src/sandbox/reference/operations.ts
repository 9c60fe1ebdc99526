import { isJsonObject } from '../../kernel/json.ts';
import { type Answer, notFound, refusal } from './answer.ts';
import type { DefectId } from './defects.ts';
import type { Depot, Parcel, ParcelInput } from './depot.ts';
import { breachIn, day, MAX_WEIGHT, service, wholeNumber } from './rules.ts';

/** A request that has passed the door: whose it is, and what it asks for. */
export interface Call {
  readonly depot: Depot;
  readonly url: URL;
  readonly request: Request;
  /** From the path; empty on the collection. */
  readonly id: string;
  readonly broken: (id: DefectId) => boolean;
}

/** What an operation does. */
export type Handler = (call: Call) => Promise<Answer> | Answer;

const MAX_PAGE = 100;

/** `GET /parcels`. */
export const listParcels: Handler = ({ depot, url: { searchParams: query }, broken }) => {
  const repeated = ['limit', 'offset', 'service', 'dueBefore'].find((name) => query.getAll(name).length > 1);
  if (repeated) return invalid(repeated, 'be given once');
  const limit = wholeNumber(query.get('limit') ?? '20', 1, MAX_PAGE);
  if (limit === undefined) return invalid('limit', `be a whole number from 1 to ${MAX_PAGE}`);
  const offset = wholeNumber(query.get('offset') ?? '0', 0, 10_000);
  if (offset === undefined) return invalid('offset', 'be a whole number from 0 to 10000');
  const wanted = query.get('service');
  const badService = wanted === null ? undefined : service(wanted);
  if (badService) return invalid('service', badService);
  const due = query.get('dueBefore');
  const badDay = due === null ? undefined : day(due);
  if (badDay) return invalid('dueBefore', badDay);

  const matching = depot
    .all()
    .filter((parcel) => wanted === null || parcel.service === wanted)
    .filter((parcel) => due === null || (parcel.dueOn !== null && parcel.dueOn < due));
  const page = matching.slice(offset, offset + (broken('page-size-ignored') ? MAX_PAGE : limit));
  const items = broken('wrong-type-in-one-list-item') ? page.map(withTextWeight) : page;
  return {
    status: 200,
    body: { items, total: matching.length, limit, offset },
    ...(broken('wrong-media-type') ? { mediaType: 'text/plain' } : {}),
  };
};

/** `POST /parcels`. */
export const createParcel: Handler = async ({ depot, request, broken }) => {
  const input = await readInput(request, broken('invalid-value-accepted') ? raiseWeight : undefined);
  if ('status' in input) return input;
  if (broken('error-500-at-valid-boundary') && input.weightGrams === MAX_WEIGHT)
    return { status: 500, body: { code: 'internal', message: 'Something went wrong.' } };
  const parcel = depot.create(input);
  return {
    status: broken('undeclared-status') ? 200 : 201,
    body: parcel,
    headers: { location: `/parcels/${parcel.id}` },
  };
};

/** `GET /parcels/{id}`. */
export const readParcel: Handler = ({ depot, id, broken }) => {
  const parcel = depot.find(id) ?? (broken('deleted-resource-readable') ? depot.findDeleted(id) : undefined);
  if (!parcel) return notFound();
  const { createdAt, ...rest } = parcel;
  return { status: 200, body: broken('missing-declared-field') ? rest : { ...rest, createdAt } };
};

/** `PUT /parcels/{id}`. */
export const updateParcel: Handler = async ({ depot, id, request }) => {
  if (!depot.find(id)) return notFound();
  const input = await readInput(request);
  if ('status' in input) return input;
  const parcel = depot.update(id, input);
  return parcel ? { status: 200, body: parcel } : notFound();
};

/** `DELETE /parcels/{id}`. */
export const deleteParcel: Handler = ({ depot, id }) => (depot.remove(id) ? { status: 204 } : notFound());

async function readInput(request: Request, mend = (body: unknown) => body): Promise<ParcelInput | Answer> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
    return refusal(400, 'unreadable', 'The body must be sent as application/json.');
  const read = parseJson(await request.text());
  if (!read) return refusal(400, 'unreadable', 'The body is not JSON.');
  const body = mend(read.value);
  const breach = breachIn(body);
  // Every member has passed its rule, so the body is a parcel's description.
  return breach ? invalid(breach.at, breach.must) : (body as ParcelInput);
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function invalid(at: string, must: string): Answer {
  return refusal(422, 'invalid', `${at === '' ? 'The body' : at} must ${must}.`, at);
}

function raiseWeight(body: unknown): unknown {
  const weight = isJsonObject(body) ? body['weightGrams'] : undefined;
  return isJsonObject(body) && typeof weight === 'number' && weight < 1 ? { ...body, weightGrams: 1 } : body;
}

function withTextWeight(parcel: Parcel, index: number): unknown {
  return index === 1 ? { ...parcel, weightGrams: String(parcel.weightGrams) } : parcel;
}
