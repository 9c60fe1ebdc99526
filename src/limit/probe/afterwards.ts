import type { LimitObservation } from '../../model/limit.ts';
import { tellingInstant } from '../foresee.ts';
import { marginsOf, typicalOf } from '../margins.ts';
import { refineOffset } from '../preflight.ts';
import { type Instant, instantsOf } from './instants.ts';
import { MOST_REFUSALS } from './safety.ts';
import { admittedIn, type Conversation, type ProbeSession, refusedIn, send, studySoFar, waitUntil } from './session.ts';

/** Refusals that the instants after exhaustion may take. */
const RESERVED = 11;
/** After so many the first instant does for the look at a slow refill. */
const MANY_REFUSALS = 9;
/** Requests that a slow refill has given back when it is looked for. */
const TRICKLE = 6;
/** Questions more that may be put to tell apart the explanations that are left. */
const MOST_QUESTIONS = 5;
const MOST_GUSH = 36;
/** Refusals that are asked for to see whether they count. */
const PROVOKED = 5;

/** The probes after the quota is used up: other spellings and another key at once, then the instants at which the families differ. */
export function* afterExhaustion(session: ProbeSession, first: readonly LimitObservation[]): Conversation<void> {
  const { setup } = session;
  const exhaustedMs = session.nowMs;
  session.preflight = refineOffset(session.preflight, session.observations);
  session.margins = { ...session.margins, epochDeltaMs: marginsOf(setup.claim, session.preflight).epochDeltaMs };
  const spare = Math.max(0, MOST_REFUSALS - session.watch.refusals - RESERVED);
  yield* spellings(session, setup.aliases.slice(0, spare));
  if (setup.roles.includes('other-key')) yield* send(session, { step: 'isolation', role: 'other-key', count: 3 });
  if (session.watch.refusals < MANY_REFUSALS) yield* trickle(session, exhaustedMs);
  let back = true;
  for (const instant of instantsOf(session, first)) {
    if (session.watch.stopped()) return;
    if (instant.step === 'P4' && !back) break;
    yield* waitUntil(session, instant.atMs, instant.why);
    back = yield* probe(session, instant);
    if (instant.step === 'P2' && back) yield* provoke(session);
    if (instant.step === 'P4' && isShut(session))
      yield* spellings(
        session,
        setup.aliases.slice(spare, spare + Math.max(0, MOST_REFUSALS - 1 - session.watch.refusals)),
      );
    if (instant.mayEnd && !setup.full && isSettled(session, instant)) return;
  }
  if (!back) yield* latePath(session, first);
  yield* questions(session, first);
}

/** Other spellings of the credential, while the usual one is refused. */
function* spellings(session: ProbeSession, aliases: readonly string[]): Conversation<void> {
  for (const alias of aliases) yield* send(session, { step: 'alias', role: 'alias', alias, count: 1 });
}

/** True when the last request of the key was turned away. */
function isShut(session: ProbeSession): boolean {
  const last = session.observations.at(-1);
  return last !== undefined && refusedIn(session, [last]) > 0;
}

/** Does a little come back all the time? */
function* trickle(session: ProbeSession, exhaustedMs: number): Conversation<void> {
  const { windowMs, requests } = session.setup.claim;
  const due = exhaustedMs + (TRICKLE * windowMs) / requests;
  yield* waitUntil(session, Math.min(due, exhaustedMs + 0.03 * windowMs), 'a slow refill would have given some back');
  yield* probe(session, { step: 'trickle', gush: 2 * TRICKLE });
}

/** One request; when it is let through, so many more, to see how much came back. True when it was. */
function* probe(session: ProbeSession, { step, gush }: Pick<Instant, 'step' | 'gush'>): Conversation<boolean> {
  const came = admittedIn(session, yield* send(session, { step, count: 1 })) > 0;
  if (!came || gush < 1) return came;
  // At a slow pace, so that a count that is seen a little late is not overrun; two at a time: each that is refused is one too many, and a lost answer does not hold up the others.
  yield* send(session, {
    step,
    count: gush,
    maxInFlight: Math.min(2, session.maxInFlight),
  });
  return true;
}

/** Quota trickles back, and only whether refusals count is open: be refused a few times, then see how much comes back. */
function* provoke(session: ProbeSession): Conversation<void> {
  const { windowMs, requests } = session.setup.claim;
  const left = studySoFar(session).classification.surviving.map(({ family }) => family);
  const room = MOST_REFUSALS - session.watch.refusals - 2;
  if (left.length !== 2 || !left.every((family) => family.startsWith('sliding-counter')) || room < 3) return;
  yield* send(session, { step: 'provoke', count: 12, intervalMs: 0, stopAfterRefusals: Math.min(PROVOKED, room) });
  yield* waitUntil(session, session.nowMs + ((PROVOKED + 4) * windowMs) / requests, 'do the refusals count?');
  yield* send(session, { step: 'provoke', count: PROVOKED + 8, intervalMs: 0 });
}

/** True when a violation is certain, or the window is over, and only one family explains what was seen. */
function isSettled(session: ProbeSession, { step }: Instant): boolean {
  const study = studySoFar(session);
  return study.classification.decided && (study.over !== undefined || step === 'P4');
}

/** Nothing came back after a window: a longer window, a block, or a penalty that silence alone ends? */
function* latePath(session: ProbeSession, first: readonly LimitObservation[]): Conversation<void> {
  const { windowMs } = session.setup.claim;
  const gush = session.margins.small + 2;
  for (const instant of lateInstants(session, first)) {
    if (session.watch.stopped()) return;
    if (instant < session.nowMs) continue;
    yield* waitUntil(session, instant, `nothing came back yet: a longer window or a block`);
    if (yield* probe(session, { step: 'late', gush })) return;
  }
  if (session.watch.stopped()) return;
  const last = Math.max(...session.observations.map(({ receivedAt }) => receivedAt));
  yield* waitUntil(
    session,
    last + windowMs + session.margins.deltaMs + 60,
    'a whole window of silence: a penalty ends only then',
  );
  yield* probe(session, { step: 'silent', gush });
}

/** When a window a little too long ends, the second boundary of the clock, a block of one and a half, two windows, a block of two. */
function lateInstants(session: ProbeSession, first: readonly LimitObservation[]): number[] {
  const { windowMs } = session.setup.claim;
  const { deltaMs } = session.margins;
  const begin = first[0]?.sentAt ?? session.nowMs;
  const shut = session.observations.find((one) => refusedIn(session, [one]) > 0)?.receivedAt ?? session.nowMs;
  const boundary = session.observations.find(({ step }) => step === 'P2')?.sentAt ?? begin + 0.25 * windowMs;
  return [
    begin + 1.03 * windowMs,
    boundary + windowMs,
    shut + 1.5 * windowMs + deltaMs + 60,
    begin + 2.03 * windowMs,
    shut + 2 * windowMs + deltaMs + 60,
  ];
}

/** While several families are left: ask at the next instant at which they expect different things. */
function* questions(session: ProbeSession, first: readonly LimitObservation[]): Conversation<void> {
  const { windowMs } = session.setup.claim;
  const begin = first[0]?.sentAt ?? session.nowMs;
  for (let asked = 0; asked < MOST_QUESTIONS && !session.watch.stopped(); asked++) {
    const { classification, evidence, filling } = studySoFar(session);
    if (classification.decided || !filling.exhausted || session.watch.refusals >= MOST_REFUSALS) return;
    const from = session.nowMs + 200;
    const step = windowMs / 250;
    const count = Math.max(0, Math.floor((begin + 2.2 * windowMs - from) / step));
    const instants = Array.from({ length: count }, (_, index) => from + index * step);
    const room = Math.min(MOST_GUSH, session.setup.claim.requests * 0.2);
    const telling = tellingInstant(evidence, instants, { tripMs: 3 * typicalOf(session.preflight), requests: room });
    if (!telling) return;
    yield* waitUntil(session, telling.atMs, 'the explanations that are left expect different things then');
    yield* send(session, { step: 'ask', count: telling.requests, maxInFlight: 1, intervalMs: 0 });
  }
}
