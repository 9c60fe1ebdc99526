import type { LimitCertificate, LimitClaim, LimitObservation } from '../model/limit.ts';
import { answerOf, isOnKey } from './answer.ts';
import { overCertificate, underCertificate } from './certificate.ts';
import { type Classification, type ClassifyInput, classify } from './classify.ts';
import { timelineOf } from './family/timeline.ts';
import { waitOf } from './headers/retry-after.ts';
import { CODED_ROLES, type LeakReading, readLeaks } from './leak.ts';
import { type Margins, marginsOf, type Preflight } from './margins.ts';

/** What a probe left behind: enough to judge again without sending anything. */
export interface StudyInput {
  readonly claim: LimitClaim;
  readonly preflight: Preflight;
  /** The key is known to have been idle from here on, epoch milliseconds. */
  readonly quietSinceMs: number;
  readonly observations: readonly LimitObservation[];
}

/** Everything that verdicts are read from. */
export interface Study extends StudyInput {
  readonly margins: Margins;
  readonly over?: LimitCertificate;
  readonly under?: LimitCertificate;
  readonly leaks: LeakReading;
  /** What the families are held against. */
  readonly evidence: ClassifyInput;
  readonly classification: Classification;
  /** Requests of the key let through, turned away, and without an answer, until and including the first filling. */
  readonly filling: { readonly admitted: number; readonly lost: number; readonly exhausted: boolean };
}

/** Certificates, coded test and explanation out of observations alone; pure, so that a recorded log gives the same study. */
export function studyOf(input: StudyInput): Study {
  const { claim, observations, preflight } = input;
  const margins = marginsOf(claim, preflight);
  const leaks = readLeaks(observations, claim);
  const weights = new Map(CODED_ROLES.map((role) => [role, leaks.consumed.get(role) ? 1 : 0] as const));
  const context = {
    claim,
    deltaMs: margins.deltaMs,
    quietSinceMs: input.quietSinceMs,
    failuresCount: leaks.consumed.get('failing') === true,
  };
  const over = overCertificate(observations, context);
  const under = underCertificate(observations, context);
  const failingFree = leaks.consumed.get('failing') === false;
  const counted = observations.filter(({ role }) => role !== 'preflight' && !(role === 'failing' && failingFree));
  const timeline = timelineOf(counted, claim.status, (one) => weights.get(one.role as 'failing') ?? 0);
  const announcedMs = [...new Set(refusalsOf(observations, claim).flatMap((one) => waitOf(one) ?? []))].slice(0, 3);
  const evidence = { claim, timeline, offset: preflight.offset, announcedMs };
  return {
    ...input,
    margins,
    ...(over ? { over } : {}),
    ...(under ? { under } : {}),
    leaks,
    evidence,
    classification: classify(evidence),
    filling: fillingOf(observations, claim),
  };
}

/** Refusals of the key, in order. */
export function refusalsOf(observations: readonly LimitObservation[], claim: LimitClaim): LimitObservation[] {
  return observations.filter((one) => isOnKey(one) && answerOf(one, claim.status, true) === 'refused');
}

function fillingOf(observations: readonly LimitObservation[], claim: LimitClaim): Study['filling'] {
  const first = observations.filter(({ role, step }) => role === 'victim' && (step === 'C1' || step === 'C2'));
  const count = (wanted: string) => first.filter((one) => answerOf(one, claim.status) === wanted).length;
  return { admitted: count('admitted'), lost: count('lost'), exhausted: count('refused') > 0 };
}
