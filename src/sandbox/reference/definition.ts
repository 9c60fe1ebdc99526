import type { Clock } from '../../kernel/clock.ts';
import { fixedWindow } from '../limiter/fixed-window.ts';
import { defectsOn } from '../shared/defects.ts';
import type { Emulator, EmulatorDefinition, EmulatorOptions } from '../shared/emulator.ts';
import { type Answer, notFound, refusal, toResponse } from './answer.ts';
import { DEFECTS, type DefectId } from './defects.ts';
import { createDepot, type Depot } from './depot.ts';
import { distort, type OperationName } from './distort.ts';
import { beforeDoor, CHALLENGE, depotFor, HEADER, isForeign, KEYS, keyOf } from './door.ts';
import { HANDLERS } from './operations.ts';

const LIMIT = { requests: 300, windowMs: 60_000 };

/** A small API of parcels that keeps all its promises unless told otherwise: the ground to measure the toolkit on. */
export const reference: EmulatorDefinition = {
  id: 'reference',
  title: 'Parcels, the reference API',
  rationale:
    'A toolkit is measured by what it finds on a server whose every defect is known, and by its silence on one that has none.',
  defects: DEFECTS,
  credentials: {
    default: { token: KEYS.north, title: 'key of the north depot' },
    'other-tenant': { token: KEYS.south, title: 'key of the south depot' },
    revoked: { token: KEYS.revoked, title: 'key that was revoked' },
  },
  credentialHeader: HEADER,
  samplePath: '/parcels?limit=2',
  create,
};

interface Route {
  readonly pattern: RegExp;
  readonly methods: Readonly<Record<string, OperationName>>;
}

const ROUTES: readonly Route[] = [
  { pattern: /^\/parcels$/, methods: { GET: 'list', POST: 'create' } },
  {
    pattern: /^\/parcels\/([^/]+)$/,
    methods: { GET: 'read', PUT: 'update', PATCH: 'change', DELETE: 'delete' },
  },
];

function create(options: EmulatorOptions): Emulator {
  const { clock, mode } = options;
  const defects = defectsOn(DEFECTS, options);
  const limiter = fixedWindow(LIMIT.requests, LIMIT.windowMs);
  let depots = openDepots(options.seed ?? 1, clock);
  const broken = (id: DefectId) => defects.has(id);

  const answer = async (request: Request): Promise<Answer> => {
    if (broken('version-gone')) return notFound();
    const url = new URL(request.url);
    const route = ROUTES.find(({ pattern }) => pattern.test(url.pathname));
    const operation = route?.methods[request.method];
    const key = keyOf(request, url, broken);
    const depot = depots.get(key ?? '');
    const id = (route?.pattern.exec(url.pathname)?.[1] ?? '').toLowerCase();
    const handled = (own: Depot) =>
      operation ? HANDLERS[operation]({ depot: own, url, request, id, broken }) : notFound();
    const place = { ...(operation ? { operation } : {}), oldest: depot?.all()[0]?.id ?? '' };
    if (!key || !depot) {
      const early = await beforeDoor(operation, depots, handled, broken);
      return distort(early ?? unauthorised(), {}, broken);
    }
    const pass = limiter.hit(key, clock.now());
    if (!pass.allowed) return tooMany(pass.resetMs - clock.now());
    if (route && !operation) return distort(otherMethod(request.method, route, id, broken), {}, broken);
    if (broken('foreign-existence-revealed') && operation && isForeign(depot, id, depots)) {
      return refusal(404, 'not-found', 'The parcel is in another depot.');
    }
    return distort(await handled(depotFor(operation, depot, id, depots, broken) ?? depot), place, broken);
  };

  return {
    definition: reference,
    mode,
    defects,
    admin: {},
    fetch: async (request) => toResponse(await answer(request)),
    reset: () => {
      depots = openDepots(options.seed ?? 1, clock);
      limiter.reset();
    },
  };
}

function openDepots(seed: number, clock: Clock): ReadonlyMap<string, Depot> {
  return new Map([
    [KEYS.north, createDepot(25, seed, clock)],
    [KEYS.south, createDepot(8, seed + 1, clock)],
  ]);
}

function unauthorised(): Answer {
  const answer = refusal(401, 'unauthorised', 'A valid key is needed.');
  return { ...answer, headers: CHALLENGE };
}

function otherMethod(
  method: string,
  { methods, pattern }: Route,
  id: string,
  broken: (id: DefectId) => boolean,
): Answer {
  if (broken('undescribed-method-accepted') && method === 'PATCH' && id === '' && pattern.test('/parcels')) {
    return { status: 200, body: { changed: 0 } };
  }
  const known = Object.keys(methods);
  const answer = refusal(405, 'method-not-allowed', `Use ${known.join(' or ')}.`);
  return { ...answer, headers: { allow: known.join(', ') } };
}

function tooMany(waitMs: number): Answer {
  const answer = refusal(429, 'too-many-requests', 'Come back later.');
  return { ...answer, headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } };
}
