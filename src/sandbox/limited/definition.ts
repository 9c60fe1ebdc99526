import type { Rate } from '../../model/rate-policy.ts';
import { type Admission, gate } from '../limiter/gate/gate.ts';
import { credentialOf } from '../limiter/gate/keys.ts';
import { defectsOn } from '../shared/defects.ts';
import type { Emulator, EmulatorDefinition, EmulatorOptions, Peer } from '../shared/emulator.ts';
import { broughtTime, capabilitiesAnswer, timeOf } from '../shared/virtual-time.ts';
import { answerStations } from './stations.ts';
import { rulesOf, SWITCHES } from './switches.ts';

const TOKENS = { east: 'east-token', west: 'west-token' } as const;
const LOCAL: Peer = { ip: '127.0.0.1' };

/** The documented limit of the emulator `limited`: small, so that a probe in real time is short. */
export const DOCUMENTED: Rate = { requests: 60, windowMs: 10_000 };

/** A small API behind any limiter: without a switch it keeps its documented limit, a true sliding log, to the letter. */
export const limited: EmulatorDefinition = limitedAt(DOCUMENTED);

/** The same system with another limit than the documented one, for tests of other scales. */
export function limitedAt(rate: Rate): EmulatorDefinition {
  const definition: EmulatorDefinition = {
    id: 'limited',
    title: 'Tides, an API behind any limiter',
    rationale: 'Who claims to tell limiters apart from outside needs every kind of them to look at.',
    defects: SWITCHES,
    credentials: {
      default: { token: TOKENS.east, title: 'a client in the east' },
      'other-tenant': { token: TOKENS.west, title: 'a client in the west' },
    },
    samplePath: '/stations',
    create: (options) => create(definition, rate, options),
  };
  return definition;
}

function create(definition: EmulatorDefinition, rate: Rate, options: EmulatorOptions): Emulator {
  const { clock, mode, seed = 1 } = options;
  const defects = defectsOn(SWITCHES, options);
  const open = () => gate(rulesOf(defects, options.limit ?? rate, seed));
  let door = open();
  const answer = async (request: Request, ip: string): Promise<Response> => {
    const authorization = request.headers.get('authorization');
    const nowMs = timeOf(request, clock);
    const admission = door.admit({ authorization, ip, nowMs });
    if (admission.refused) return refused(admission, admission.refused, nowMs);
    const token = /^\s*(?:bearer|token)\s/i.test(authorization ?? '') ? credentialOf(authorization) : undefined;
    const found = answerStations(request.method, new URL(request.url).pathname, token, Object.values(TOKENS));
    // A request that brings its own time is not kept waiting in real time.
    if (admission.holdsMs > 0 && broughtTime(request) === undefined) await clock.sleep(admission.holdsMs);
    admission.settle(found.status);
    const headers = { 'content-type': 'application/json', ...found.headers };
    return respond(found.status, JSON.stringify(found.body), { ...admission.headers, ...headers }, nowMs);
  };
  return {
    definition,
    mode,
    defects,
    admin: {},
    fetch: (request, peer = LOCAL) => capabilitiesAnswer(definition.id, request) ?? answer(request, peer.ip),
    reset: () => {
      door = open();
    },
  };
}

function refused(
  { headers }: Admission,
  { status, body, mediaType }: NonNullable<Admission['refused']>,
  nowMs: number,
) {
  return respond(status, body, { ...headers, 'content-type': mediaType }, nowMs);
}

/** Never cached (RFC 6585 section 4), and dated by the time that the limiter goes by. */
function respond(status: number, body: string, headers: Readonly<Record<string, string>>, nowMs: number): Response {
  const date = new Date(nowMs).toUTCString();
  return new Response(body, { status, headers: { 'cache-control': 'no-store', date, ...headers } });
}
