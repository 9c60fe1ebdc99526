import type { Answer } from './answer.ts';
import type { DefectId } from './defects.ts';
import type { Depot } from './depot.ts';
import type { OperationName } from './distort.ts';

/** The public test keys. */
export const KEYS = { north: 'north-key', south: 'south-key', revoked: 'revoked-key' } as const;
/** The header that a key travels in. */
export const HEADER = 'X-API-Key';

/** What a 401 carries. */
export const CHALLENGE = { 'www-authenticate': 'ApiKey realm="parcels", header="X-API-Key"' } as const;

type Broken = (id: DefectId) => boolean;

/** The key that a request is let in by; undefined without one. */
export function keyOf(request: Request, url: URL, broken: Broken): string | undefined {
  const given = request.headers.get(HEADER);
  if (broken('no-authentication-on-one-operation') && request.method === 'DELETE') return orNorth(given);
  if (broken('any-token-accepted') && given) return orNorth(given);
  if (broken('empty-key-accepted') && given === '') return KEYS.north;
  if (broken('revoked-key-accepted') && given === KEYS.revoked) return KEYS.north;
  if (broken('key-in-query-accepted') && given === null) return url.searchParams.get(HEADER) ?? undefined;
  return given || undefined;
}

const orNorth = (given: string | null): string => (given === KEYS.south ? given : KEYS.north);

/** What is answered in spite of a missing key; undefined when the door holds. */
export async function beforeDoor(
  operation: OperationName | undefined,
  depots: ReadonlyMap<string, Depot>,
  handled: (depot: Depot) => Promise<Answer> | Answer,
  broken: Broken,
): Promise<Answer | undefined> {
  const depot = depots.get(KEYS.north);
  const isReading = operation === 'list' || operation === 'read';
  if (!depot || !operation) return undefined;
  if (broken('content-in-refusal') && operation === 'list') {
    const { body } = await handled(depot);
    return { status: 401, body, headers: CHALLENGE };
  }
  if (!broken('validation-before-authentication') || !(isReading || operation === 'create')) return undefined;
  const answer = await handled(depot);
  return answer.status === 400 || answer.status === 422 ? answer : undefined;
}

const FOREIGN: Readonly<Partial<Record<OperationName, DefectId>>> = {
  read: 'foreign-resource-readable',
  update: 'foreign-resource-changeable',
  delete: 'foreign-resource-deletable',
};

/** The depot that a request reaches into although its key belongs to another; undefined when each keeps to its own. */
export function depotFor(
  operation: OperationName | undefined,
  own: Depot,
  id: string,
  depots: ReadonlyMap<string, Depot>,
  broken: Broken,
): Depot | undefined {
  const defect = operation && FOREIGN[operation];
  if (!defect || !broken(defect) || own.find(id)) return undefined;
  return [...depots.values()].find((depot) => depot.find(id));
}

/** True when the parcel is there, but in another depot. */
export function isForeign(own: Depot, id: string, depots: ReadonlyMap<string, Depot>): boolean {
  return !own.find(id) && [...depots.values()].some((depot) => depot.find(id));
}
