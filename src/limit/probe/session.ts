import type { LimitClaim, LimitObservation } from '../../model/limit.ts';
import { answerOf } from '../answer.ts';
import type { CodedRole } from '../leak.ts';
import { type Margins, marginsOf, type Preflight } from '../margins.ts';
import { type Study, studyOf } from '../study.ts';
import { createPacer, type ProbeAction, type ProbeReply, type Volley } from './action.ts';
import { createSafetyWatch, type SafetyWatch, safetyLimits } from './safety.ts';

/** What a battery can use and how far it goes. */
export interface BatterySetup {
  readonly claim: LimitClaim;
  /** Roles beside the key itself for which requests can be made. */
  readonly roles: readonly CodedRole[];
  /** Other spellings of the key's credential. */
  readonly aliases: readonly string[];
  /** True when nobody can have used the key before; otherwise a whole window of silence comes first. */
  readonly idle: boolean;
  /** Fastest pace, requests a second; default 200. */
  readonly maxPerSecond?: number;
  /** Most requests in flight; default 10. */
  readonly maxInFlight?: number;
  /** Hold just under the quota and send a volley at once, to see whether counting is atomic; default off. */
  readonly race?: boolean;
  /** Go through the whole schedule even when everything is settled before; default off. */
  readonly full?: boolean;
}

/** A conversation of a battery: yields what to do, is handed what was seen. */
export type Conversation<T> = Generator<ProbeAction, T, ProbeReply>;

/** What a battery remembers while it talks. */
export interface ProbeSession {
  readonly setup: BatterySetup;
  readonly watch: SafetyWatch;
  readonly observations: LimitObservation[];
  nowMs: number;
  preflight: Preflight;
  margins: Margins;
  quietSinceMs: number;
  maxInFlight: number;
}

const ASSUMED: Preflight = { offset: { least: -2_000, most: 2_000 }, offsetMeasured: false, rttMs: 200 };

/** A session at its beginning. */
export function openProbeSession(setup: BatterySetup, nowMs: number): ProbeSession {
  const session: ProbeSession = {
    setup,
    observations: [],
    nowMs,
    preflight: ASSUMED,
    margins: marginsOf(setup.claim, ASSUMED, setup.maxPerSecond),
    quietSinceMs: setup.idle ? 0 : nowMs,
    maxInFlight: setup.maxInFlight ?? 10,
    watch: createSafetyWatch(setup.claim, safetyLimits(setup.claim), () => session.preflight.rttMs),
  };
  return session;
}

/** Send requests and remember what was seen; defaults: the key itself, at once, one after the other, stop at the first refusal. */
export function* send(
  session: ProbeSession,
  wanted: Pick<Volley, 'step' | 'count'> & Partial<Volley>,
): Conversation<readonly LimitObservation[]> {
  const volley: Volley = {
    role: 'victim',
    startMs: session.nowMs,
    intervalMs: session.margins.tailIntervalMs,
    maxInFlight: 1,
    stopAfterRefusals: 1,
    ...wanted,
  };
  const { claim } = session.setup;
  const pacer = createPacer(
    volley,
    (one) => {
      session.watch.observe(one);
      return answerOf(one, claim.status, session.watch.refusals > 0) === 'refused';
    },
    (inFlight) => session.watch.mayGoOn(inFlight),
  );
  const reply = yield { kind: 'volley', volley, pacer };
  session.nowMs = reply.nowMs;
  session.observations.push(...reply.observations);
  return reply.observations;
}

/** Wait until an instant; the past costs nothing. */
export function* waitUntil(session: ProbeSession, untilMs: number, why: string): Conversation<void> {
  if (untilMs <= session.nowMs) return;
  const reply = yield { kind: 'wait', untilMs, why };
  session.nowMs = reply.nowMs;
}

/** How many of some observations were let through. */
export function admittedIn(session: ProbeSession, observations: readonly LimitObservation[]): number {
  return observations.filter((one) => answerOf(one, session.setup.claim.status, true) === 'admitted').length;
}

/** How many were turned away. */
export function refusedIn(session: ProbeSession, observations: readonly LimitObservation[]): number {
  return observations.filter((one) => answerOf(one, session.setup.claim.status, true) === 'refused').length;
}

/** What is known by now. */
export function studySoFar(session: ProbeSession): Study {
  const { preflight, quietSinceMs, observations } = session;
  return studyOf({ claim: session.setup.claim, preflight, quietSinceMs, observations });
}
