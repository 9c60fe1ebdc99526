import type { Clock } from '../../kernel/clock.ts';
import type { Peer } from '../shared/emulator.ts';
import { timeOf } from '../shared/virtual-time.ts';
import { type Answer, badRequest, notFound, Refusal } from './answer.ts';
import { accessDenied, accessDeniedInCsv, providerOf } from './authentication.ts';
import { parseDateTime } from './calendar.ts';
import type { Switches } from './defects.ts';
import { findRoute } from './find-route.ts';
import { parseQuery, type Query } from './query.ts';
import type { Route } from './routes.ts';
import type { World } from './state.ts';
import type { Throttle } from './throttle.ts';
import { VERSIONS, type Version } from './version.ts';

/** What every request is answered from. */
export interface Gateway {
  readonly world: World;
  readonly throttle: Throttle;
  readonly defects: Switches;
  readonly clock: Clock;
}

/** Answer one request: limits first, then the token, the route, and the operation itself. */
export async function answerRequest(gateway: Gateway, request: Request, peer: Peer): Promise<Answer> {
  const { path, search } = targetOf(request.url);
  const authorization = request.headers.get('authorization');
  const now = serverTime(request, gateway.clock);
  const throttled = gateway.throttle.check({ path, authorization, ip: peer.ip, now });
  if (throttled) return throttled;
  try {
    return await answerWithin(gateway, request, { path, search, authorization, now });
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.answer;
    return { status: 500, body: { error: 'Internal server error' } };
  }
}

interface Arrival {
  readonly path: string;
  readonly search: string;
  readonly authorization: string | null;
  readonly now: number;
}

async function answerWithin({ world, defects }: Gateway, request: Request, arrival: Arrival): Promise<Answer> {
  const { path, now } = arrival;
  const version = versionOf(path);
  if (!version || (version !== 'v3' && defects.has('D28'))) throw notFound();
  const found = findRoute(defects, version, request.method, path);
  const query = parseQuery(arrival.search);
  const provider =
    providerOf(arrival.authorization, world, defects) ??
    (isOpen(found?.route, defects) ? world.providers[0] : undefined);
  if (defects.has('D5') && !provider) refuseScalarFilter(query);
  if (!provider) return found?.route.csv ? accessDeniedInCsv(defects) : accessDenied(defects);
  if (!found) throw notFound();
  if (defects.has('D13') && found.route.list) refuseScalarFilter(query);
  const body = found.route.takesBody ? await jsonBody(request) : undefined;
  return found.route.handle({ world, provider, version, defects, now, id: found.id, query, body });
}

function isOpen(route: Route | undefined, defects: Switches): boolean {
  return route?.path === '/statements' && defects.has('no-authentication-on-one-operation');
}

function refuseScalarFilter(query: Query): void {
  if (query.scalar('filter') !== undefined) throw badRequest("'#/filter' is not a valid field");
}

function versionOf(path: string): Version | undefined {
  return VERSIONS.find((version) => path.startsWith(`/api/${version}/`));
}

/** Path (percent-decoded) and query string of an absolute URL. */
function targetOf(url: string): { path: string; search: string } {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  const target = (start < 0 ? '/' : url.slice(start)).split('#', 1)[0] ?? '/';
  const cut = target.indexOf('?');
  return cut < 0
    ? { path: decodePath(target), search: '' }
    : { path: decodePath(target.slice(0, cut)), search: target.slice(cut + 1) };
}

/** An encoded slash stays encoded: it does not separate segments. */
function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path.replaceAll(/%2f/gi, '%252F'));
  } catch {
    return path;
  }
}

/** The clock's time, or the time that the client asks to be used for this request. */
function serverTime(request: Request, clock: Clock): number {
  const asked = request.headers.get('x-with-server-date');
  return (asked === null ? undefined : parseDateTime(asked)) ?? timeOf(request, clock);
}

async function jsonBody(request: Request): Promise<unknown> {
  const mediaType = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') return undefined;
  const text = await request.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The body is not JSON');
  }
}
