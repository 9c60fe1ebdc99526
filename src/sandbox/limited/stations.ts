/** A place where the tide is measured. */
interface Station {
  readonly id: string;
  readonly name: string;
  readonly metres: number;
}

const STATIONS: readonly Station[] = [
  { id: 'dover', name: 'Dover', metres: 4.2 },
  { id: 'leith', name: 'Leith', metres: 3.1 },
  { id: 'newlyn', name: 'Newlyn', metres: 2.7 },
];

/** What is sent back, before it becomes a response. */
export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answer a request that has passed the gate: `GET /stations` and `GET /stations/{id}`, for those who have a token. */
export function answerStations(
  method: string,
  path: string,
  token: string | undefined,
  tokens: readonly string[],
): Answer {
  if (token === undefined || !tokens.includes(token))
    return { ...refusal(401, 'unauthorised'), headers: { 'www-authenticate': 'Bearer' } };
  const [, collection, id, ...rest] = path.split('/');
  if (collection !== 'stations' || rest.length > 0) return refusal(404, 'not-found');
  if (method !== 'GET' && method !== 'HEAD')
    return { ...refusal(405, 'method-not-allowed'), headers: { allow: 'GET, HEAD' } };
  if (id === undefined) return { status: 200, body: { stations: STATIONS } };
  const station = STATIONS.find((one) => one.id === id);
  return station ? { status: 200, body: station } : refusal(404, 'not-found');
}

const MESSAGES = {
  unauthorised: 'A valid token is needed.',
  'not-found': 'There is no such thing.',
  'method-not-allowed': 'Only to be read.',
} as const;

function refusal(status: number, code: keyof typeof MESSAGES): Answer {
  return { status, body: { code, message: MESSAGES[code] } };
}
