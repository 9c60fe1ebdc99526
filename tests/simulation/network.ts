import { type Random, seededRandom } from '../../src/kernel/random.ts';
import type { ProbeAction } from '../../src/limit/probe/action.ts';
import { type BatteryEnd, battery } from '../../src/limit/probe/battery.ts';
import type { BatterySetup } from '../../src/limit/probe/session.ts';
import type { LimitObservation } from '../../src/model/limit.ts';

/** What lies between prober and limiter. */
export interface Network {
  readonly name: string;
  /** Mean and spread of a round trip, milliseconds. */
  readonly rttMs: number;
  readonly jitterMs: number;
  readonly spikes: number;
  readonly spikeMs: number;
  /** Share of requests whose answer never comes. */
  readonly loss: number;
  /** The target's clock may differ by as much. */
  readonly skewMs: number;
  /** Between the clock of `Date` and that of the limiter. */
  readonly dateSkewMs: number;
}

export const NETWORKS: Readonly<Record<'L0' | 'L1' | 'L2' | 'L3', Network>> = {
  L0: { name: 'L0', rttMs: 5, jitterMs: 1, spikes: 0, spikeMs: 0, loss: 0, skewMs: 0, dateSkewMs: 0 },
  L1: { name: 'L1', rttMs: 50, jitterMs: 20, spikes: 0.002, spikeMs: 400, loss: 0, skewMs: 500, dateSkewMs: 0 },
  L2: {
    name: 'L2',
    rttMs: 150,
    jitterMs: 80,
    spikes: 0.01,
    spikeMs: 1_500,
    loss: 0.001,
    skewMs: 3_000,
    dateSkewMs: 500,
  },
  L3: {
    name: 'L3',
    rttMs: 300,
    jitterMs: 200,
    spikes: 0.02,
    spikeMs: 4_000,
    loss: 0.005,
    skewMs: 10_000,
    dateSkewMs: 1_500,
  },
};

/** A limiter under simulation: decides a request of a key at an instant of its own clock. */
export interface SimulatedLimiter {
  decide(
    key: string,
    atMs: number,
    inFlight: number,
  ): { readonly status: number; readonly headers?: readonly (readonly [string, string])[] };
}

/** Which key a request counts for, by role; default: each role its own, failing ones with the key. */
export type Keying = (role: LimitObservation['role'], alias?: string) => string;

const APART: Keying = (role) => (role === 'victim' || role === 'failing' || role === 'alias' ? 'key' : role);

const STATUS: Partial<Record<LimitObservation['role'], number>> = {
  'no-credential': 401,
  'bad-credential': 401,
  failing: 404,
  preflight: 401,
};

interface Event {
  readonly atMs: number;
  readonly order: number;
  run(): void;
}

/** Run a battery against a limiter over a network, in simulated time. */
export function simulate(
  setup: BatterySetup,
  limiter: SimulatedLimiter,
  network: Network,
  seed: number,
  keying: Keying = APART,
): BatteryEnd & { readonly actions: number } {
  const random = seededRandom(seed);
  const offset = (random.next() * 2 - 1) * network.skewMs;
  const dateSkew = (random.next() * 2 - 1) * network.dateSkewMs;
  let now = Date.UTC(2026, 3, 1) + Math.floor(random.next() * 3_600_000);
  const talk = battery(setup, now);
  let index = 0;
  let actions = 0;
  const volleyOf = ({ volley, pacer }: Extract<ProbeAction, { kind: 'volley' }>): LimitObservation[] => {
    const done: LimitObservation[] = [];
    const events: Event[] = [];
    let order = 0;
    let inFlight = 0;
    let serving = 0;
    const add = (atMs: number, run: () => void) => events.push({ atMs, order: order++, run });
    const step = () => {
      let best = 0;
      for (let i = 1; i < events.length; i++) {
        const a = events[i] as Event;
        const b = events[best] as Event;
        if (a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)) best = i;
      }
      const [event] = events.splice(best, 1);
      if (!event) return;
      now = Math.max(now, event.atMs);
      event.run();
    };
    const earliest = () => events.reduce((least, { atMs }) => Math.min(least, atMs), Number.POSITIVE_INFINITY);
    const launch = () => {
      const sentAt = now;
      const mine = index++;
      const { up, down, lostUp, lostDown } = trip(network, random);
      pacer.sent(sentAt);
      inFlight++;
      const finish = (status: number | null, headers: LimitObservation['headers']) => {
        inFlight--;
        const observation: LimitObservation = {
          index: mine,
          step: volley.step,
          role: volley.role,
          sentAt,
          receivedAt: now,
          status,
          headers,
          ...(volley.alias ? { alias: volley.alias } : {}),
        };
        done.push(observation);
        pacer.answered(observation);
      };
      const giveUp = sentAt + 5_000;
      if (lostUp) return add(giveUp, () => finish(null, []));
      add(sentAt + up, () => {
        const answered = now + down;
        const answer = limiter.decide(keying(volley.role, volley.alias), now + offset + dateSkew, serving);
        serving++;
        add(answered, () => serving--);
        const date = new Date(Math.floor((now + offset) / 1_000) * 1_000).toUTCString();
        const status = answer.status === 200 ? (STATUS[volley.role] ?? 200) : answer.status;
        add(lostDown || up + down > 5_000 ? giveUp : answered, () =>
          lostDown || up + down > 5_000
            ? finish(null, [])
            : finish(status, [['date', date], ...(answer.headers ?? [])]),
        );
      });
    };
    for (;;) {
      const next = pacer.next(now, inFlight);
      if (next.kind === 'send') {
        if (earliest() <= next.atMs) step();
        else {
          now = next.atMs;
          launch();
        }
      } else if (next.kind === 'blocked') step();
      else break;
    }
    while (events.length > 0) step();
    return done.sort((a, b) => a.index - b.index);
  };
  let result = talk.next();
  while (!result.done) {
    actions++;
    const action = result.value;
    let observations: LimitObservation[] = [];
    if (action.kind === 'wait') now = Math.max(now, action.untilMs);
    else observations = volleyOf(action);
    result = talk.next({ nowMs: now, observations });
  }
  return { ...result.value, actions };
}

function trip(network: Network, random: Random) {
  const gauss = (random.next() + random.next() + random.next() + random.next() - 2) * 1.7;
  const spike = random.next() < network.spikes ? random.next() * network.spikeMs : 0;
  const rtt = Math.max(1, network.rttMs + gauss * network.jitterMs);
  const share = 0.3 + 0.4 * random.next();
  const spikeUp = random.next() < 0.5;
  const lost = random.next() < network.loss;
  const lostUp = lost && random.next() < 0.5;
  return {
    up: rtt * share + (spikeUp ? spike : 0),
    down: rtt * (1 - share) + (spikeUp ? 0 : spike),
    lostUp,
    lostDown: lost && !lostUp,
  };
}
