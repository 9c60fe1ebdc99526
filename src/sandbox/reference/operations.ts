import { type Answer, failure, notFound, refusal } from './answer.ts';
import type { DefectId } from './defects.ts';
import type { Depot, Parcel, ParcelInput } from './depot.ts';
import type { OperationName } from './distort.ts';
import { pageOf } from './listing.ts';
import { keptText, mended, rightMembers } from './mend.ts';
import { breachIn, breachInChange, MAX_WEIGHT } from './rules.ts';

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

/** `GET /parcels`. */
const list: Handler = ({ depot, url, broken }) => pageOf(depot, url.searchParams, broken);

/** `POST /parcels`. */
const create: Handler = async (call) => {
  const { depot, broken } = call;
  const read = await readBody(call, 'create', 'application/json', breachIn);
  if ('status' in read) return read;
  const input = kept(read.body as unknown as ParcelInput, call);
  if (broken('error-500-at-valid-boundary') && input.weightGrams === MAX_WEIGHT) return failure();
  const parcel = broken('creation-not-kept') ? depot.draft(input) : depot.create(input);
  return { status: 201, body: parcel, headers: { location: `/parcels/${parcel.id}` } };
};

/** `GET /parcels/{id}`. */
const read: Handler = ({ depot, id, broken }) => {
  const parcel = depot.find(id) ?? (broken('deleted-resource-readable') ? depot.findDeleted(id) : undefined);
  return parcel ? { status: 200, body: parcel } : notFound();
};

/** `PUT /parcels/{id}`. */
const update: Handler = async (call) => {
  const { depot, id, broken } = call;
  const before = depot.find(id);
  if (!before) return notFound();
  const found = await readBody(call, 'update', 'application/json', breachIn);
  if ('status' in found) return broken('refused-update-applied') ? half(call, before, found) : found;
  const input = kept(found.body as unknown as ParcelInput, call);
  if (broken('update-not-kept')) return { status: 200, body: { ...before, ...input } };
  const insuredPounds = broken('update-adds-up') ? before.insuredPounds + 1 : input.insuredPounds;
  const weightGrams = broken('update-keeps-old-member') ? before.weightGrams : input.weightGrams;
  return answered(
    depot.update(id, { ...input, weightGrams, ...(insuredPounds === undefined ? {} : { insuredPounds }) }),
  );
};

/** `PATCH /parcels/{id}`. */
const change: Handler = async (call) => {
  const { depot, id, broken } = call;
  const before = depot.find(id);
  if (!before) return notFound();
  const found = await readBody(call, 'change', 'application/merge-patch+json', breachInChange);
  if ('status' in found) return broken('refused-change-applied') ? half(call, before, found) : found;
  const after = { ...before, ...kept(found.body as Partial<ParcelInput>, call) };
  if (broken('change-not-kept')) return { status: 200, body: after };
  const rest = broken('change-empties-the-rest') ? { insuredPounds: 0, dueOn: null, labels: [] } : {};
  return answered(depot.update(id, { ...inputOf(after), ...rest }));
};

/** `DELETE /parcels/{id}`. */
const remove: Handler = ({ depot, id, broken }) => {
  if (depot.remove(id)) return { status: 204 };
  return broken('error-500-on-second-deletion') && depot.findDeleted(id) ? failure() : notFound();
};

/** The operations by name. */
export const HANDLERS: Readonly<Record<OperationName, Handler>> = {
  list,
  create,
  read,
  update,
  change,
  delete: remove,
};

function answered(parcel: Parcel | undefined): Answer {
  return parcel ? { status: 200, body: parcel } : notFound();
}

function inputOf({ reference, recipient, weightGrams, service, insuredPounds, dueOn, labels }: Parcel): ParcelInput {
  return { reference, recipient, weightGrams, service, insuredPounds, dueOn, labels };
}

/** The refusal, after the right members of what was refused have been kept all the same. */
function half({ depot, id }: Call, before: Parcel, refused: Answer & { readonly given?: unknown }): Answer {
  depot.update(id, { ...inputOf(before), ...rightMembers(refused.given) });
  const { given: _given, ...answer } = refused;
  return answer;
}

function kept<T extends Partial<ParcelInput>>(input: T, { broken }: Call): T {
  return input.recipient === undefined ? input : { ...input, recipient: keptText(input.recipient, broken) };
}

type Breach = ReturnType<typeof breachIn>;
/** What stands in for a body that cannot be read while any body is accepted. */
const NOTHING = { reference: 'NON-0000', recipient: 'unknown', weightGrams: 1, service: 'standard' };

/** The body of a request when it keeps the rules, else the refusal with what was given. */
async function readBody(
  { request, broken }: Call,
  operation: OperationName,
  mediaType: string,
  breachOf: (body: unknown) => Breach,
): Promise<{ readonly body: object } | (Answer & { readonly given?: unknown })> {
  const [type] = (request.headers.get('content-type') ?? '').split(';');
  if (type?.trim().toLowerCase() !== mediaType) {
    return refusal(400, 'unreadable', `The body must be sent as ${mediaType}.`);
  }
  const parsed = parseJson(await request.text());
  if (!parsed && operation === 'create') {
    if (broken('error-500-on-malformed-json')) return failure();
    if (broken('malformed-body-accepted')) return { body: NOTHING };
  }
  if (!parsed) return refusal(400, 'unreadable', 'The body is not JSON.');
  const body = mended(parsed.value, operation, broken);
  const breach = breachOf(body);
  // Every member has passed its rule, so the body is an object.
  if (!breach) return { body: body as object };
  const where = breach.at === '' ? 'The body' : breach.at;
  return { ...refusal(422, 'invalid', `${where} must ${breach.must}.`, breach.at), given: body };
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
