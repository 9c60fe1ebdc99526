import type { LimitObservation } from '../../model/limit.ts';
import { isOnKey } from '../answer.ts';
import { codeCounts } from '../leak.ts';
import { marginsOf, typicalOf } from '../margins.ts';
import { readPreflight } from '../preflight.ts';
import { afterExhaustion } from './afterwards.ts';
import { safetyLimits } from './safety.ts';
import {
  admittedIn,
  type BatterySetup,
  type Conversation,
  openProbeSession,
  type ProbeSession,
  refusedIn,
  send,
  waitUntil,
} from './session.ts';

/** What is left when a battery has ended. */
export interface BatteryEnd {
  readonly session: ProbeSession;
  /** Why it ended before its plan. */
  readonly stopped?: string;
}

/** No multiple of the units of the coded test, so that these requests are told apart from coded ones if they count. */
const PREFLIGHT = 7;
/** How long after exhaustion a boundary of the clock should fall, in windows; and longer by this for answers that are lost on the way. */
const AHEAD = 0.06;
const LOST_MS = 5_000;
/** Requests of the lightest code while no answer was lost, and at most; each lost answer adds one. */
const LEAST_UNIT = 3;
const MOST_UNIT = 8;
const TAIL_IN_FLIGHT = 3;
/** A refusal that passes at once is no end of the quota: how often that may be, and how many refusals in all. */
const MOST_HICCUPS = 4;
const MOST_PASSING = 8;
/** Requests at once that show whether it was for being many. */
const CROWD = 6;

/**
 * The staggered quota, phase aware: a small cohort, the rest of the quota a twentieth of a window later, then single probes at the few instants at
 * which the families differ. All questions are asked within one window.
 */
export function* battery(setup: BatterySetup, nowMs: number): Conversation<BatteryEnd> {
  const session = openProbeSession(setup, nowMs);
  yield* preflight(session);
  if (!session.watch.stopped()) yield* conversation(session);
  const stopped = session.watch.stopped();
  return { session, ...(stopped ? { stopped } : {}) };
}

function* preflight(session: ProbeSession): Conversation<void> {
  const { setup } = session;
  const anonymous = setup.roles.includes('no-credential');
  const seen = yield* send(session, {
    step: 'preflight',
    role: 'preflight',
    count: anonymous ? PREFLIGHT : 4,
    intervalMs: 140,
    stopAfterRefusals: 2,
  });
  session.preflight = readPreflight(seen, setup.claim);
  session.margins = marginsOf(setup.claim, session.preflight, setup.maxPerSecond);
  if (seen.every(({ status }) => status === null)) session.watch.stop('nothing answers');
  // Without a key of its own every request counts for the same client, so the silence begins after these.
  if (!anonymous && !setup.idle) session.quietSinceMs = session.nowMs;
}

function* conversation(session: ProbeSession): Conversation<void> {
  const { margins } = session;
  yield* waitUntil(
    session,
    startOf(session),
    'silence on the key, until a clock boundary falls just after the quota is used up',
  );
  const first = yield* send(session, {
    step: 'C1',
    count: margins.small,
    startMs: session.nowMs,
    intervalMs: margins.bulkIntervalMs,
    maxInFlight: session.maxInFlight,
  });
  if (refusedIn(session, first) > 0 && !(yield* inSequence(session))) {
    yield* afterExhaustion(session, first);
    return;
  }
  yield* waitUntil(session, secondStartOf(session, first), 'the second cohort comes well after the first');
  const exhausted = yield* fill(session, first.length);
  if (exhausted) yield* afterExhaustion(session, first);
}

/** From the first request to the quota used up, milliseconds. */
function busyOf({ margins, setup }: ProbeSession): number {
  const { requests } = setup.claim;
  const coded = LEAST_UNIT * (2 ** setup.roles.length - 1);
  return margins.gapMs + (requests + coded - margins.tail) * margins.paceMs + margins.tail * margins.tailIntervalMs;
}

/** When to start, so that a boundary of the target's clock falls shortly after the quota is used up. */
export function startOf(session: ProbeSession): number {
  const { nowMs, setup, preflight, margins, quietSinceMs } = session;
  const { windowMs } = setup.claim;
  const earliest = Math.max(nowMs, setup.idle ? nowMs : quietSinceMs + windowMs + margins.deltaMs + 100);
  const questions = margins.epochDeltaMs + 14 * typicalOf(preflight);
  const ahead = AHEAD * windowMs + Math.min(LOST_MS, 0.04 * windowMs);
  const lead = busyOf(session) + Math.max(ahead, 2 * margins.epochDeltaMs, questions);
  const offset = (preflight.offset.least + preflight.offset.most) / 2;
  const boundary = Math.ceil((earliest + offset + lead) / windowMs) * windowMs;
  return boundary - offset - lead;
}

/**
 * When the second cohort starts. When the first was slower than planned and a boundary would fall into the filling: sooner if that is enough,
 * else after that boundary.
 */
function secondStartOf(session: ProbeSession, first: readonly LimitObservation[]): number {
  const { setup, margins, preflight } = session;
  const { windowMs } = setup.claim;
  const begin = first[0]?.sentAt ?? session.nowMs;
  const lasts = Math.max(margins.paceMs, measuredPaceOf(first, session.maxInFlight)) / margins.paceMs;
  const busy = (busyOf(session) - margins.gapMs) * lasts;
  const planned = Math.max(begin + margins.gapMs, session.nowMs);
  const soonest = Math.max(begin + Math.min(margins.gapMs, 4 * margins.deltaMs), session.nowMs);
  const offset = (preflight.offset.least + preflight.offset.most) / 2;
  const boundary = Math.ceil((planned + offset) / windowMs) * windowMs - offset;
  const latest = boundary - margins.epochDeltaMs - preflight.rttMs - busy;
  if (planned <= latest) return planned;
  if (soonest <= latest) return latest;
  return boundary - begin < 0.6 * windowMs ? boundary + 2 * margins.epochDeltaMs : planned;
}

/** Milliseconds from request to request that the target kept up with: as sent, and as answered with so many in flight. */
function measuredPaceOf(seen: readonly LimitObservation[], inFlight: number): number {
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last || seen.length < 2) return 0;
  const trips = seen.map(({ sentAt, receivedAt }) => receivedAt - sentAt).sort((a, b) => a - b);
  const typical = trips[Math.floor(trips.length / 2)] ?? 0;
  return Math.max((last.sentAt - first.sentAt) / (seen.length - 1), typical / inFlight);
}

/** Refused within the first few: is it the number in flight? True when requests one after the other are all let through. */
function* inSequence(session: ProbeSession): Conversation<boolean> {
  const { windowMs, requests } = session.setup.claim;
  yield* waitUntil(session, session.nowMs + Math.max(50, (3 * windowMs) / requests), 'a pause after an early refusal');
  const single = yield* send(session, { step: 'S1', count: 5, intervalMs: 0, stopAfterRefusals: 2 });
  if (admittedIn(session, single) < single.length || single.length < 5) return false;
  yield* inCrowd(session);
  session.maxInFlight = 1;
  return true;
}

/** Most requests of the lightest code that the budget leaves room for; 0 when the quota is too small for the coded test. */
function mostUnit({ setup, margins }: ProbeSession): number {
  const units = 2 ** setup.roles.length - 1;
  if (units < 1 || setup.race) return 0;
  const room = Math.floor((0.4 * setup.claim.requests - 2 * margins.small - 32) / units);
  return room >= LEAST_UNIT ? Math.min(MOST_UNIT, room) : 0;
}

/** Use the quota up: the bulk, the coded requests, then a slower tail that ends at the first refusal. False when there was none. */
function* fill(session: ProbeSession, already: number): Conversation<boolean> {
  const { setup, margins } = session;
  const { requests } = setup.claim;
  const units = 2 ** setup.roles.length - 1;
  const most = mostUnit(session);
  const bulk = Math.max(0, requests - already - Math.max(margins.tail, units * most + 6));
  let sent = already;
  const upTo = function* (goal: number): Conversation<boolean> {
    for (let tries = 0; sent < goal && tries <= MOST_HICCUPS; tries++) {
      const seen = yield* bulkOf(session, goal - sent);
      sent += seen.length;
      if (refusedIn(session, seen) === 0) return false;
      if (!(yield* isPassing(session))) return true;
    }
    return sent < goal;
  };
  if (yield* upTo(already + bulk)) return true;
  const unit = most > 0 ? Math.min(most, LEAST_UNIT + lostIn(session)) : 0;
  yield* coded(session, unit);
  if (yield* upTo(requests - Math.max(margins.tail, units * unit + 6))) return true;
  if (setup.race) yield* race(session, sent);
  const tail = yield* send(session, {
    step: 'C2',
    count: requests + margins.small - sent,
    maxInFlight: Math.min(TAIL_IN_FLIGHT, session.maxInFlight),
  });
  if (refusedIn(session, tail) > 0) {
    // Refused and let through again: for being several?
    if ((yield* isPassing(session)) && session.maxInFlight === 1) yield* bulkOf(session, margins.small);
    return true;
  }
  // Well past the quota: what refills as slowly as a quota in a window is used up soonest at a good pace.
  const left = safetyLimits(setup.claim).maxRequests - session.watch.requests - 8;
  const room = Math.min(requests * 1.32 - sent - tail.length, left);
  const rest = yield* bulkOf(session, Math.floor(room));
  return refusedIn(session, rest) > 0 ? yield* confirm(session) : false;
}

function bulkOf(session: ProbeSession, count: number): Conversation<readonly LimitObservation[]> {
  const { margins, maxInFlight } = session;
  return send(session, { step: 'C2', count: Math.max(0, count), intervalMs: margins.bulkIntervalMs, maxInFlight });
}

function* coded(session: ProbeSession, unit: number): Conversation<void> {
  const { setup, margins, maxInFlight } = session;
  for (const { role, count } of unit > 0 ? codeCounts(setup.roles, unit) : [])
    yield* send(session, {
      step: 'code',
      role,
      count,
      intervalMs: margins.bulkIntervalMs,
      maxInFlight,
      stopAfterRefusals: 2,
    });
}

function lostIn({ observations }: ProbeSession): number {
  return observations.filter((one) => isOnKey(one) && one.status === null).length;
}

/** A few at once; true when some of them are refused. */
function* inCrowd(session: ProbeSession): Conversation<boolean> {
  const crowd = { step: 'crowd', count: CROWD, intervalMs: 0, maxInFlight: CROWD, stopAfterRefusals: CROWD };
  return refusedIn(session, yield* send(session, crowd)) > 0;
}

/** Confirm a refusal before the end of the quota, alone and in a crowd; true when the filling can go on. */
function* isPassing(session: ProbeSession): Conversation<boolean> {
  const before = session.watch.refusals;
  yield* confirm(session);
  if (session.watch.refusals > before) return false;
  if (session.maxInFlight > 1 && (yield* inCrowd(session))) session.maxInFlight = 1;
  return session.watch.refusals < MOST_PASSING && !session.watch.stopped();
}

/** Once more, up to three times when the quota cannot have been used up, four more when one is let through: a slow refill, or several counters? */
function* confirm(session: ProbeSession): Conversation<boolean> {
  const early = admittedIn(session, session.observations) < session.setup.claim.requests;
  const count = early && session.watch.refusals < 6 ? 3 : 1;
  const some = yield* send(session, { step: 'confirm', count, stopAfterRefusals: 2 });
  if (admittedIn(session, some) > 0) yield* send(session, { step: 'confirm', count: 4, stopAfterRefusals: 2 });
  return true;
}

/** Up to five under the quota one after the other, then a volley at once. */
function* race(session: ProbeSession, already: number): Conversation<void> {
  const { requests } = session.setup.claim;
  yield* send(session, { step: 'C2', count: Math.max(0, requests - 5 - already), maxInFlight: session.maxInFlight });
  const places = Math.min(18, Math.max(8, Math.ceil(requests / 10)));
  yield* send(session, { step: 'C2', count: places, intervalMs: 0, maxInFlight: places, stopAfterRefusals: places });
}
