import type { LimitObservation } from '../../model/limit.ts';
import { codeCounts } from '../leak.ts';
import { marginsOf } from '../margins.ts';
import { readPreflight } from '../preflight.ts';
import { afterExhaustion } from './afterwards.ts';
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
const PREFLIGHT = 10;
/** How long after exhaustion a boundary of the clock should fall, in windows. */
const AHEAD = 0.1;

/**
 * The staggered quota, phase aware: a small cohort, the rest of the quota a tenth of a window later, then single probes at the few instants at
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
    intervalMs: 90,
    stopAfterRefusals: 2,
  });
  session.preflight = readPreflight(seen, setup.claim);
  session.margins = marginsOf(setup.claim, session.preflight, setup.maxPerSecond);
  if (seen.every(({ status }) => status === null)) session.watch.stop('nothing answers');
  // Without a key of its own every request counts for the same client, so the silence begins after these.
  if (!anonymous && !setup.idle) session.quietSinceMs = session.nowMs;
}

function* conversation(session: ProbeSession): Conversation<void> {
  const { setup, margins } = session;
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
  yield* waitUntil(
    session,
    secondStartOf(session, first),
    'the second cohort comes a tenth of a window after the first',
  );
  const unit = setup.race ? 0 : codeUnit(session);
  for (const { role, count } of unit > 0 ? codeCounts(setup.roles, unit) : [])
    yield* send(session, {
      step: 'code',
      role,
      count,
      intervalMs: margins.bulkIntervalMs,
      maxInFlight: session.maxInFlight,
      stopAfterRefusals: 2,
    });
  const exhausted = yield* fill(session, first.length, unit * (2 ** setup.roles.length - 1));
  if (exhausted) yield* afterExhaustion(session, first);
}

/** When to start, so that a boundary of the target's clock falls a tenth of a window after the quota is used up. */
export function startOf({ nowMs, setup, preflight, margins, quietSinceMs }: ProbeSession): number {
  const { windowMs, requests } = setup.claim;
  const earliest = Math.max(nowMs, setup.idle ? nowMs : quietSinceMs + windowMs + margins.deltaMs + 100);
  const busy = margins.gapMs + requests * margins.bulkIntervalMs + margins.tail * margins.tailIntervalMs;
  const lead = busy + Math.max(AHEAD * windowMs, 2 * margins.epochDeltaMs);
  const offset = (preflight.offset.least + preflight.offset.most) / 2;
  const boundary = Math.ceil((earliest + offset + lead) / windowMs) * windowMs;
  return boundary - offset - lead;
}

/** When the second cohort starts; when the first was slower than planned and a boundary would fall into the filling, after that boundary. */
function secondStartOf(session: ProbeSession, first: readonly LimitObservation[]): number {
  const { setup, margins, preflight } = session;
  const { windowMs, requests } = setup.claim;
  const begin = first[0]?.sentAt ?? session.nowMs;
  const end = Math.max(begin, ...first.map(({ sentAt }) => sentAt));
  const measured = first.length > 1 ? (end - begin) / (first.length - 1) : 0;
  const slowed = Math.max(margins.bulkIntervalMs, measured, preflight.rttMs / session.maxInFlight);
  const planned = Math.max(begin + margins.gapMs, session.nowMs);
  const offset = (preflight.offset.least + preflight.offset.most) / 2;
  const boundary = Math.ceil((planned + offset) / windowMs) * windowMs - offset;
  const exhausted = planned + requests * slowed + margins.tail * margins.tailIntervalMs;
  const crosses = exhausted > boundary - margins.epochDeltaMs;
  return crosses && boundary - begin < 0.6 * windowMs ? boundary + 2 * margins.epochDeltaMs : planned;
}

/** Refused within the first few: is it the number in flight? True when requests one after the other are all let through. */
function* inSequence(session: ProbeSession): Conversation<boolean> {
  const { windowMs, requests } = session.setup.claim;
  yield* waitUntil(session, session.nowMs + Math.max(50, (3 * windowMs) / requests), 'a pause after an early refusal');
  const single = yield* send(session, { step: 'S1', count: 5, intervalMs: 0, stopAfterRefusals: 2 });
  if (admittedIn(session, single) < single.length || single.length < 5) return false;
  session.maxInFlight = 1;
  return true;
}

/** Requests of the lightest code: enough to tell the codes apart, few enough for the budget; 0 when the quota is too small for it. */
function codeUnit({ setup, margins, preflight }: ProbeSession): number {
  const { requests } = setup.claim;
  const units = 2 ** setup.roles.length - 1;
  if (units < 1) return 0;
  const room = Math.floor((0.4 * requests - 2 * margins.small - 32) / units);
  const wanted = preflight.rttMs < 100 || requests < 800 ? 4 : 8;
  return room >= 4 ? Math.min(wanted, room) : 0;
}

/** Use the quota up: the bulk, then a slower tail that ends at the first refusal. False when there was none. */
function* fill(session: ProbeSession, already: number, coded: number): Conversation<boolean> {
  const { setup, margins } = session;
  const { requests } = setup.claim;
  const bulk = Math.max(0, requests - already - Math.max(margins.tail, coded + 6));
  const fast = yield* send(session, {
    step: 'C2',
    count: bulk,
    intervalMs: margins.bulkIntervalMs,
    maxInFlight: session.maxInFlight,
  });
  if (refusedIn(session, fast) > 0) return yield* confirm(session);
  if (setup.race) yield* race(session, already + bulk);
  const room = Math.min(Math.ceil(requests * 1.3), session.watch.requests + (requests * 0.4 - 16)) - already - bulk;
  const slow = yield* send(session, {
    step: 'C2',
    count: Math.max(margins.tail + 12, Math.floor(room)),
    maxInFlight: session.maxInFlight,
  });
  return refusedIn(session, slow) > 0 ? yield* confirm(session) : false;
}

/** Two more, five when the quota cannot have been used up, four more when one is let through: a slow refill, or several counters? */
function* confirm(session: ProbeSession): Conversation<boolean> {
  if (session.watch.refusals > 4) return true;
  const early = admittedIn(session, session.observations) < session.setup.claim.requests;
  const some = yield* send(session, { step: 'confirm', count: early ? 5 : 2, stopAfterRefusals: 4 });
  if (admittedIn(session, some) > 0) yield* send(session, { step: 'confirm', count: 4, stopAfterRefusals: 3 });
  return true;
}

/** Up to five under the quota one after the other, then a volley at once. */
function* race(session: ProbeSession, already: number): Conversation<void> {
  const { requests } = session.setup.claim;
  yield* send(session, { step: 'C2', count: Math.max(0, requests - 5 - already), maxInFlight: session.maxInFlight });
  const places = Math.min(18, Math.max(8, Math.ceil(requests / 10)));
  yield* send(session, { step: 'C2', count: places, intervalMs: 0, maxInFlight: places, stopAfterRefusals: places });
}
