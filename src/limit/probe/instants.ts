import type { LimitObservation } from '../../model/limit.ts';
import { answerOf, isOnKey } from '../answer.ts';
import { waitOf } from '../headers/retry-after.ts';
import { typicalOf } from '../margins.ts';
import type { ProbeSession } from './session.ts';

/** One planned probe after exhaustion. */
export interface Instant {
  readonly step: string;
  readonly atMs: number;
  readonly why: string;
  /** How many more to send when it is let through, to see how much came back. */
  readonly gush: number;
  /** True when everything may be settled after it. */
  readonly mayEnd: boolean;
}

/** In the order of time. Boundaries of the clock later than the end of the window tell nothing that its end has not told. */
export function instantsOf(session: ProbeSession, first: readonly LimitObservation[]): Instant[] {
  const { margins, setup, nowMs } = session;
  const begin = first[0]?.sentAt ?? nowMs;
  const end = begin + setup.claim.windowMs;
  return [
    ...boundaryInstants(session).filter(({ atMs }) => atMs < end - 3 * margins.deltaMs),
    ...endInstants(session, first),
    ...announcedInstants(session),
  ]
    .filter(({ atMs }) => atMs >= nowMs - 1 && atMs < begin + 1.6 * setup.claim.windowMs)
    .sort((a, b) => a.atMs - b.atMs);
}

/** Around the instant at which the first cohort is a window old. */
function endInstants(session: ProbeSession, first: readonly LimitObservation[]): Instant[] {
  const { margins, preflight, setup, observations, nowMs } = session;
  const { windowMs } = setup.claim;
  const begin = first[0]?.sentAt ?? nowMs;
  const answered = first.filter(({ status }) => status !== null).map(({ receivedAt }) => receivedAt);
  const ages = answered.sort((a, b) => a - b);
  const lost = observations.filter(({ status }) => status === null).length;
  // One more has aged than answers were lost, so that a refusal here is one too many whatever became of those.
  const some = ages[Math.min(ages.length - 1, lost + 3)] ?? begin;
  const most = ages[Math.ceil(0.95 * ages.length) - 1] ?? begin;
  const all = Math.max(some, Math.min(most, some + margins.deltaMs));
  return [
    {
      step: 'P3',
      atMs: begin + windowMs - margins.deltaMs - Math.min(2 * preflight.rttMs, 4 * typicalOf(preflight)) - 60,
      why: 'just before the first cohort is a window old',
      gush: margins.small + 2,
      mayEnd: false,
    },
    {
      step: 'P3+',
      atMs: some + windowMs + margins.deltaMs + 20,
      why: 'when some of the first cohort are a window old',
      gush: 0,
      mayEnd: false,
    },
    {
      step: 'P4',
      atMs: all + windowMs + margins.deltaMs + 60,
      why: 'just after the first cohort is a window old',
      gush: margins.small + 6,
      mayEnd: true,
    },
  ];
}

/** Just before and just after the next boundary of the target's clock after a refusal. */
function boundaryInstants({ margins, preflight, setup, observations, nowMs }: ProbeSession): Instant[] {
  const { windowMs, requests } = setup.claim;
  const offset = (preflight.offset.least + preflight.offset.most) / 2;
  const before = margins.epochDeltaMs + preflight.rttMs;
  const perMs = requests / windowMs;
  // By then two weighted buckets have given back a few, and more than that tells a window that has ended from them.
  const after = Math.max(1.3 * margins.epochDeltaMs + 0.005 * windowMs, margins.epochDeltaMs + 3 / perMs);
  // When there is no time left for a look before it, the last refusal stands for that.
  const refused = observations.findLast((one) => isOnKey(one) && answerOf(one, setup.claim.status) === 'refused');
  const looked = Math.max(nowMs - windowMs / 4, refused?.sentAt ?? nowMs) + offset + margins.epochDeltaMs;
  const boundary = Math.ceil(looked / windowMs) * windowMs - offset;
  const trickle = perMs * (after + margins.epochDeltaMs + preflight.rttMs + 10 * typicalOf(preflight));
  return [
    {
      step: 'P1',
      atMs: boundary - before,
      why: 'just before a window of the clock would end',
      gush: 0,
      mayEnd: false,
    },
    {
      step: 'P2',
      atMs: boundary + after,
      why: 'just after a window of the clock would have begun',
      gush: Math.ceil(trickle) + 8,
      mayEnd: true,
    },
  ];
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
