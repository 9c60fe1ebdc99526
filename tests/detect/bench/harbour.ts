import { type Clock, systemClock } from '../../../src/kernel/clock.ts';
import { capabilitiesAnswer } from '../../../src/sandbox/shared/virtual-time.ts';
import { faultIn, parse } from './booking-rules.ts';

/** What can be wrong with the harbour, one switch each. */
export const BUGS = [
  'response-type-wrong',
  'error-at-valid-maximum',
  'delete-without-key',
  'value-under-minimum-accepted',
  'deleted-booking-readable',
  'any-key-on-one-operation',
  'bookings-of-others-readable',
  'limit-not-enforced',
] as const;

/** One of them. */
export type Bug = (typeof BUGS)[number];

/** Public test keys, one per skipper. */
export const KEYS = { east: 'bench-key-east', west: 'bench-key-west' };

/** Requests that a key may make in any minute. */
export const LIMIT = 200;

/** A harbour that counts what it is asked. */
export interface Harbour {
  fetch(request: Request): Promise<Response>;
  /** Requests so far. */
  readonly asked: () => number;
  /** Most requests that one key made in a minute. */
  readonly busiest: () => number;
}

interface Booking {
  readonly id: string;
  readonly owner: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface Answer {
  readonly status: number;
  readonly json?: unknown;
}

interface State {
  readonly bookings: Map<string, Booking>;
  readonly cancelled: Map<string, Booking>;
  readonly has: (bug: Bug) => boolean;
}

const problem = (status: number, error: string): Answer => ({ status, json: { error } });

/** A harbour with these bugs and, without them, none. */
export function openHarbour(bugs: readonly Bug[] = [], clock: Pick<Clock, 'now'> = systemClock): Harbour {
  const bookings = new Map(seed().map((booking) => [booking.id, booking]));
  const state: State = { bookings, cancelled: new Map(), has: (bug) => bugs.includes(bug) };
  const served = new Map<string, number[]>();
  let asked = 0;
  let busiest = 0;
  const recent = (key: string) => (served.get(key) ?? []).filter((at) => at > clock.now() - 60_000);
  return {
    asked: () => asked,
    busiest: () => busiest,
    async fetch(request) {
      const capabilities = capabilitiesAnswer('harbour', request);
      if (capabilities) return capabilities;
      asked++;
      const key = request.headers.get('x-key') ?? '';
      const before = isKnown(key) ? recent(key) : [];
      if (before.length >= LIMIT && !state.has('limit-not-enforced'))
        return toResponse(problem(429, 'wait until a minute is over'));
      served.set(key, [...before, clock.now()]);
      busiest = Math.max(busiest, isKnown(key) ? before.length + 1 : 0);
      return toResponse(answer(state, request, key, await request.text()));
    },
  };
}

function toResponse({ status, json }: Answer): Response {
  const challenge = status === 401 ? { 'www-authenticate': 'Key realm="harbour"' } : {};
  if (json === undefined) return new Response(null, { status, headers: challenge });
  return Response.json(json, { status, headers: challenge });
}

function isKnown(key: string): boolean {
  return Object.values(KEYS).includes(key);
}

function answer(state: State, { method, url }: Request, key: string, text: string): Answer {
  const { pathname, searchParams } = new URL(url);
  const id = /^\/bookings\/([^/]+)$/.exec(pathname)?.[1];
  if (id !== undefined && method === 'DELETE' && key === '' && state.has('delete-without-key'))
    return one(state, undefined, method, id);
  const anyKey = pathname === '/tides' && key !== '' && state.has('any-key-on-one-operation');
  if (!isKnown(key) && !anyKey) return problem(401, 'a key is needed');
  if (pathname === '/tides' && method === 'GET') return tides(searchParams);
  if (id !== undefined && (method === 'GET' || method === 'DELETE')) return one(state, key, method, id);
  if (pathname === '/bookings' && method === 'POST') return create(state, key, text);
  if (pathname === '/bookings' && method === 'GET') return list(state, key, searchParams);
  return problem(404, 'there is nothing here');
}

function shown({ has }: State, { id, value }: Booking): unknown {
  const wrong = has('response-type-wrong') ? { nights: String(value['nights']) } : {};
  return { id, ...value, ...wrong, paid: false };
}

function create(state: State, owner: string, text: string): Answer {
  const value = parse(text);
  const wrong = faultIn(value, state.has('value-under-minimum-accepted'));
  if (wrong !== undefined || !value) return problem(400, wrong ?? 'no object');
  if (state.has('error-at-valid-maximum') && value['nights'] === 30) return problem(500, 'no table for a month');
  const booking = { id: idOf(1000 + state.bookings.size + state.cancelled.size), owner, value };
  state.bookings.set(booking.id, booking);
  return { status: 201, json: shown(state, booking) };
}

function list(state: State, owner: string, query: URLSearchParams): Answer {
  const limit = whole(query.get('limit') ?? '20', 1, 50);
  if (limit === undefined) return problem(400, 'limit');
  const own = [...state.bookings.values()].filter((booking) => booking.owner === owner);
  return { status: 200, json: { items: own.slice(0, limit).map((booking) => shown(state, booking)) } };
}

function one(state: State, owner: string | undefined, method: string, id: string): Answer {
  if (!UUID.test(id)) return problem(400, 'no id has this form');
  const isRead = method === 'GET';
  const lost = state.has('deleted-booking-readable') && isRead ? state.cancelled.get(id) : undefined;
  const found = state.bookings.get(id) ?? lost;
  const foreign = owner !== undefined && found?.owner !== owner;
  const shared = state.has('bookings-of-others-readable') && isRead;
  if (!found || (foreign && !shared)) return problem(404, 'there is no such booking');
  if (isRead) return { status: 200, json: shown(state, found) };
  state.bookings.delete(id);
  state.cancelled.set(id, found);
  return { status: 204 };
}

function tides(query: URLSearchParams): Answer {
  const day = whole(query.get('day') ?? '0', 0, 14);
  if (day === undefined) return problem(400, 'day');
  return { status: 200, json: { day, highWaters: [(day * 50) % 720, 745] } };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const idOf = (number: number) => `5a1ef0c2-7b3d-4e8a-9c40-${String(number).padStart(12, '0')}`;

function seed(): Booking[] {
  return Array.from({ length: 24 }, (_, index) => ({
    id: idOf(index),
    owner: index % 3 === 2 ? KEYS.west : KEYS.east,
    value: { skipper: `Skipper ${index}`, berth: index % 2 === 0 ? 'quay' : 'buoy', nights: 1 + (index % 7) },
  }));
}

function whole(text: string, least: number, most: number): number | undefined {
  const number = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}
