import type { LimitObservation } from '../../model/limit.ts';
import { answerOf } from '../answer.ts';
import { waitOf } from '../headers/retry-after.ts';
import { MOST_REFUSALS } from './safety.ts';
import { admittedIn, type Conversation, type ProbeSession, send, studySoFar, waitUntil } from './session.ts';

/** One planned probe after exhaustion. */
interface Instant {
  readonly step: string;
  readonly atMs: number;
  readonly why: string;
  /** How many more to send when it is let through, to see how much came back. */
  readonly gush: number;
  /** True when everything may be settled after it. */
  readonly mayEnd: boolean;
}

/** In windows after the first cohort; the last lies just before a penalty of one window would end that the one before has renewed. */
const LATE = [1.03, 1.1, 1.9, 2.05];

/** Refusals that the instants after exhaustion may take. */
const RESERVED = 9;

/** The probes after the quota is used up: other spellings and another key at once, then the instants at which the families differ. */
export function* afterExhaustion(session: ProbeSession, first: readonly LimitObservation[]): Conversation<void> {
  const { setup } = session;
  const spare = Math.max(0, MOST_REFUSALS - session.watch.refusals - RESERVED);
  for (const alias of setup.aliases.slice(0, spare))
    yield* send(session, { step: 'alias', role: 'alias', alias, count: 1 });
  if (setup.roles.includes('other-key')) yield* send(session, { step: 'isolation', role: 'other-key', count: 3 });
  let back = false;
  for (const instant of instantsOf(session, first)) {
    if (session.watch.stopped()) return;
    yield* waitUntil(session, instant.atMs, instant.why);
    const came = yield* probe(session, instant);
    if (instant.step === 'P4') back = came;
    if (instant.mayEnd && !setup.full && isSettled(session)) return;
  }
  if (!back) yield* latePath(session, first);
}

function* probe(session: ProbeSession, { step, gush }: Pick<Instant, 'step' | 'gush'>): Conversation<boolean> {
  const came = admittedIn(session, yield* send(session, { step, count: 1 })) > 0;
  if (came && gush > 0)
    yield* send(session, {
      step,
      count: gush,
      intervalMs: session.margins.bulkIntervalMs,
      maxInFlight: Math.min(4, session.maxInFlight),
      stopAfterRefusals: step === 'P2' ? 2 : 1,
    });
  return came;
}

function instantsOf(session: ProbeSession, first: readonly LimitObservation[]): Instant[] {
  const { margins, preflight, setup, nowMs } = session;
  const { windowMs } = setup.claim;
  const begin = first[0]?.sentAt ?? nowMs;
  const end = Math.max(begin, ...first.map(({ receivedAt }) => receivedAt));
  const offset = (preflight.offset.least + preflight.offset.most) / 2;
  const before = margins.epochDeltaMs + preflight.rttMs;
  let boundary = Math.ceil((nowMs + offset + before + 50) / windowMs) * windowMs - offset;
  if (boundary - before < nowMs) boundary += windowMs;
  const gush = 2 * margins.small + 2;
  const all: Instant[] = [
    { step: 'P1', atMs: boundary - before, why: 'just before a window of the clock would end', gush: 0, mayEnd: false },
    {
      step: 'P2',
      atMs: boundary + 2 * margins.epochDeltaMs + 0.015 * windowMs,
      why: 'just after a window of the clock would have begun',
      gush,
      mayEnd: true,
    },
    {
      step: 'P3',
      atMs: begin + windowMs - margins.deltaMs - 2 * preflight.rttMs - 60,
      why: 'just before the first cohort is a window old',
      gush: 0,
      mayEnd: false,
    },
    {
      step: 'P4',
      atMs: end + windowMs + margins.deltaMs + 60,
      why: 'just after the first cohort is a window old',
      gush,
      mayEnd: true,
    },
    ...announcedInstants(session),
  ];
  return all.filter(({ atMs }) => atMs >= nowMs - 1 && atMs < begin + 1.6 * windowMs).sort((a, b) => a.atMs - b.atMs);
}

/** Just before and just after the wait that a refusal announced. */
function announcedInstants({ observations, setup, preflight, nowMs }: ProbeSession): Instant[] {
  const refused = observations.find((one) => one.role === 'victim' && answerOf(one, setup.claim.status) === 'refused');
  const waitMs = refused && waitOf(refused);
  if (!refused || waitMs === undefined || waitMs <= 0 || waitMs > 1.1 * setup.claim.windowMs) return [];
  const early = refused.sentAt + waitMs - 1_000 - preflight.rttMs - 20;
  const due = Math.max(nowMs, refused.receivedAt + waitMs + 20);
  return [
    ...(early > nowMs + 200
      ? [{ step: 'RA-', atMs: early, why: 'a second before the announced wait ends', gush: 0, mayEnd: false }]
      : []),
    { step: 'RA0', atMs: due, why: 'when the announced wait ends', gush: 0, mayEnd: false },
  ];
}

/** True when a violation is certain and only one family explains it. */
function isSettled(session: ProbeSession): boolean {
  const study = studySoFar(session);
  return study.over !== undefined && study.classification.decided;
}

/** Nothing came back after a window: a longer window, a block, or a penalty that silence alone ends? */
function* latePath(session: ProbeSession, first: readonly LimitObservation[]): Conversation<void> {
  const { windowMs } = session.setup.claim;
  const begin = first[0]?.sentAt ?? session.nowMs;
  const gush = session.margins.small + 2;
  for (const share of LATE) {
    if (session.watch.stopped()) return;
    yield* waitUntil(session, begin + share * windowMs, `nothing came back yet: a longer window or a block`);
    if (yield* probe(session, { step: 'late', gush })) return;
  }
  if (session.watch.stopped()) return;
  yield* waitUntil(
    session,
    session.nowMs + windowMs + session.margins.deltaMs,
    'a whole window of silence: a penalty ends only then',
  );
  yield* probe(session, { step: 'silent', gush });
}
