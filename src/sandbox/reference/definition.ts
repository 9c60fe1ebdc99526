import type { Clock } from '../../kernel/clock.ts';
import { fixedWindow } from '../limiter/fixed-window.ts';
import { defectsOn } from '../shared/defects.ts';
import type { Emulator, EmulatorDefinition, EmulatorOptions } from '../shared/emulator.ts';
import { type Answer, notFound, refusal, toResponse } from './answer.ts';
import { DEFECTS, type DefectId } from './defects.ts';
import { createDepot, type Depot } from './depot.ts';
import { createParcel, deleteParcel, type Handler, listParcels, readParcel, updateParcel } from './operations.ts';

const KEYS = { north: 'north-key', south: 'south-key', revoked: 'revoked-key' } as const;
const HEADER = 'x-api-key';
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
  credentialHeader: 'X-API-Key',
  samplePath: '/parcels?limit=2',
  create,
};

interface Routes {
  readonly pattern: RegExp;
  readonly methods: Readonly<Record<string, Handler>>;
}

const ROUTES: readonly Routes[] = [
  { pattern: /^\/parcels$/, methods: { GET: listParcels, POST: createParcel } },
  { pattern: /^\/parcels\/([^/]+)$/, methods: { GET: readParcel, PUT: updateParcel, DELETE: deleteParcel } },
];

function create(options: EmulatorOptions): Emulator {
  const { clock, mode } = options;
  const defects = defectsOn(DEFECTS, options);
  const limiter = fixedWindow(LIMIT.requests, LIMIT.windowMs);
  let depots = openDepots(options.seed ?? 1, clock);
  const broken = (id: DefectId) => defects.has(id);

  const answer = async (request: Request): Promise<Answer> => {
    const url = new URL(request.url);
    const route = ROUTES.find(({ pattern }) => pattern.test(url.pathname));
    const key = keyOf(request, broken);
    const depot = depots.get(key ?? '');
    if (!key || !depot) return unauthorised();
    const pass = limiter.hit(key, clock.now());
    if (!pass.allowed) return tooMany(pass.resetMs - clock.now());
    if (!route) return notFound();
    const handler = route.methods[request.method];
    if (!handler) return notAllowed(Object.keys(route.methods));
    const id = (route.pattern.exec(url.pathname)?.[1] ?? '').toLowerCase();
    return handler({ depot, url, request, id, broken });
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

/** The key that a request is let in by; undefined without one. */
function keyOf(request: Request, broken: (id: DefectId) => boolean): string | undefined {
  const given = request.headers.get(HEADER) ?? '';
  if (broken('no-authentication-on-one-operation') && request.method === 'DELETE') {
    return given === KEYS.south ? given : KEYS.north;
  }
  if (broken('any-token-accepted') && given !== '') return given === KEYS.south ? given : KEYS.north;
  return given === '' ? undefined : given;
}

function unauthorised(): Answer {
  const answer = refusal(401, 'unauthorised', 'A valid key is needed.');
  return { ...answer, headers: { 'www-authenticate': 'ApiKey realm="parcels", header="X-API-Key"' } };
}

function notAllowed(methods: readonly string[]): Answer {
  const answer = refusal(405, 'method-not-allowed', `Use ${methods.join(' or ')}.`);
  return { ...answer, headers: { allow: methods.join(', ') } };
}

function tooMany(waitMs: number): Answer {
  const answer = refusal(429, 'too-many-requests', 'Come back later.');
  return { ...answer, headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } };
}
