import type { ResolvedConfig } from '../config/resolved-config.ts';
import type { Clock, ManualClock } from '../kernel/clock.ts';
import { AssayError } from '../kernel/error.ts';
import { valueAt } from '../kernel/json-pointer.ts';
import { keptHeaders } from '../limit/index.ts';
import { bodyText, type Exchange, type ReceivedResponse, responseOf } from '../model/exchange.ts';
import type { LimitObservation } from '../model/limit.ts';
import type { SendableTarget } from '../model/target.ts';
import { createRecorder, createSender, type Pace, type Sender } from '../target/index.ts';
import type { PreparedRequest } from '../target/prepare.ts';
import type { ProbeAnswer } from './limits-drive.ts';
import type { ProbeRequests } from './limits-requests.ts';

/** A target that lives by a clock which only moves when slept on. */
export interface VirtualTarget {
  readonly clock: ManualClock;
  /** Calls an emulator in the same process; absent for one that is served, which is told the time with each request. */
  fetch?(request: Request): Promise<Response> | Response;
}

/** What a line is opened with. */
export interface LineNeeds {
  readonly config: ResolvedConfig;
  readonly clock: Clock;
  readonly requests: ProbeRequests;
  readonly target: SendableTarget;
  /** Set for virtual time. */
  readonly virtual?: VirtualTarget;
  /** Shown every answer as it comes. */
  readonly seen: (response: ReceivedResponse) => void;
}

/** Which request of a probe is to be sent. */
export type ProbeKind = Pick<LimitObservation, 'step' | 'role' | 'alias'>;

/** The way to the target of a probe. */
export interface Line {
  send(kind: ProbeKind): Promise<ProbeAnswer>;
  close(): Promise<void>;
}

/** Refused again on another connection, a key is not merely met by one of several nodes. */
const FRESH_CONNECTION_STEPS: ReadonlySet<string> = new Set(['confirm']);

/** Open the line that a probe needs. Fails with usage error `limit-virtual-time` when the target cannot be told the time. */
export async function openLine(needs: LineNeeds, time: 'virtual' | 'real' | 'scaled'): Promise<Line> {
  const { virtual } = needs;
  if (time !== 'virtual') return networkLine(needs);
  if (!virtual || needs.config.environment !== 'emulator') throw noVirtualTime();
  if (virtual.fetch) {
    const { fetch } = virtual;
    const answer = await fetch(new Request(needs.target.baseUrl + CAPABILITIES_PATH));
    if (timeHeaderOf(answer.status, await answer.text()) === undefined) throw noVirtualTime();
    return inProcessLine(needs, virtual.clock, fetch);
  }
  const line = networkLine(needs);
  const header = await line.timeHeader();
  if (header === undefined) {
    await line.close();
    throw noVirtualTime();
  }
  return line.at(header, virtual.clock);
}

const CAPABILITIES_PATH = '/.assay/capabilities';

/** The header by which an emulator is told the time; undefined when the target does not say that it can be. */
function timeHeaderOf(status: number, body: string): string | undefined {
  try {
    const capabilities: unknown = JSON.parse(body);
    const header = valueAt(capabilities, '/virtualTime/header');
    return status === 200 && typeof header === 'string' ? header : undefined;
  } catch {
    return undefined;
  }
}

function noVirtualTime(): AssayError {
  return new AssayError(
    'usage',
    'limit-virtual-time',
    `Virtual time needs an emulator that says at ${CAPABILITIES_PATH} that it can be told the time. Use --time real for anything else.`,
  );
}

/** The prober paces itself and must not be held by `Retry-After`, whose truth it tests. */
const UNPACED: Pace = {
  turn: async () => 0,
  arrived: () => undefined,
  observe: () => undefined,
  exhausted: () => undefined,
  pacedMs: () => 0,
};

/** Over the ordinary sender; some steps on a connection of their own. */
function networkLine({ config, clock, requests, target, seen }: LineNeeds) {
  const open = (connections: number): Sender =>
    createSender({
      target,
      pace: UNPACED,
      recorder: createRecorder(),
      clock,
      timeoutMs: Math.min(config.timeoutMs, 5_000),
      concurrency: connections,
      maxBodyBytes: 1_000_000,
    });
  const sender = open(20);
  const close = () => sender.close();
  const sendFresh = async (request: PreparedRequest): Promise<Exchange> => {
    const own = open(1);
    try {
      return await own.send(request);
    } finally {
      await own.close();
    }
  };
  const answerOf = (exchange: Exchange): ProbeAnswer => {
    const response = responseOf(exchange);
    if (response) seen(response);
    return {
      sentAt: exchange.sentAt,
      receivedAt: exchange.sentAt + exchange.elapsedMs,
      status: response?.status ?? null,
      headers: response ? keptHeaders(response.headers) : [],
    };
  };
  return {
    send: async ({ step, role, alias }: ProbeKind) => {
      const request = requests.of(role, alias);
      return answerOf(await (FRESH_CONNECTION_STEPS.has(step) ? sendFresh(request) : sender.send(request)));
    },
    close,
    /** Ask the target whether it can be told the time. */
    timeHeader: async () => {
      const own = requests.of('preflight');
      const asked = { ...own, method: 'GET', url: target.baseUrl + CAPABILITIES_PATH, body: null };
      const response = responseOf(await sender.send(asked));
      return response && timeHeaderOf(response.status, bodyText(response));
    },
    /** The same line on which every request brings the time with it. */
    at: (header: string, virtual: ManualClock): Line => ({
      send: async ({ role, alias }) => {
        const own = requests.of(role, alias);
        const sentAt = virtual.now();
        const exchange = await sender.send({ ...own, headers: [...own.headers, [header, String(sentAt)]] });
        return { ...answerOf(exchange), sentAt, receivedAt: virtual.now() };
      },
      close,
    }),
  };
}

/** Calls the emulator as its server would, with the `Date` that the server would add. */
function inProcessLine(
  { requests, seen }: LineNeeds,
  clock: ManualClock,
  fetch: NonNullable<VirtualTarget['fetch']>,
): Line {
  const cache = new Map<PreparedRequest, Request>();
  return {
    send: async ({ role, alias }) => {
      const prepared = requests.of(role, alias);
      const request =
        cache.get(prepared) ??
        new Request(prepared.url, {
          method: prepared.method,
          headers: prepared.headers.map(([name, value]) => [name, value] as [string, string]),
        });
      cache.set(prepared, request);
      const sentAt = clock.now();
      const response = await fetch(request);
      const date = new Date(Math.floor(sentAt / 1_000) * 1_000).toUTCString();
      const { status } = response;
      const headers: readonly (readonly [string, string])[] = response.headers.has('date')
        ? [...response.headers]
        : [['date', date], ...response.headers];
      // Of what is served only the status matters; reading a thousand bodies would take most of the time.
      if (status >= 400)
        seen({ status, headers, body: new Uint8Array(await response.arrayBuffer()), truncated: false });
      return { sentAt, receivedAt: clock.now(), status, headers: keptHeaders(headers) };
    },
    close: async () => undefined,
  };
}
