import type { PluginMeta } from '../../kernel/registry.ts';
import type { LimitClaim, LimitObservation, LimitOutcome } from '../../model/limit.ts';
import type { SpecRef } from '../../model/spec-ref.ts';
import { type Answer, answerOf } from '../answer.ts';
import type { FamilyId } from '../family/hypothesis.ts';
import type { Study } from '../study.ts';

/** What the description says of the limit and of its refusal. */
export interface RefusalPromise {
  /** True when the operation declares the refusal's status. */
  readonly declared: boolean;
  /** Declared for that status; empty when none is. */
  readonly mediaTypes: readonly string[];
  readonly ref: SpecRef;
  /** Where the description states the limit for machines: an extension, or a header; absent when it does not. */
  readonly stated?: string;
  /** What is wrong with the first refusal by its description: media type, body, headers. Default nothing. */
  readonly issues?: readonly string[];
}

/** What a limit check looks at. */
export interface LimitCase {
  readonly study: Study;
  readonly promise?: RefusalPromise;
  /** True when the volley was asked for. */
  readonly race: boolean;
  /** Spellings that were to be tried. */
  readonly aliases: readonly string[];
  /** Why the probe ended before its plan. */
  readonly stopped?: string;
}

/** One question about a limit, answered from what a probe saw; sends nothing. */
export interface LimitCheck extends PluginMeta {
  clause(subject: LimitCase): SpecRef;
  /** What the measurement cannot tell apart, in words. */
  tolerance(subject: LimitCase): string;
  judge(subject: LimitCase): LimitOutcome;
}

export const pass = (message: string): LimitOutcome => ({ kind: 'pass', message });
export const warn = (message: string): LimitOutcome => ({ kind: 'warn', message });
export const fail = (message: string): LimitOutcome => ({ kind: 'fail', message });
export const skip = (reason: string): LimitOutcome => ({ kind: 'skip', reason });
export const inconclusive = (reason: string, needed: string): LimitOutcome => ({
  kind: 'inconclusive',
  reason,
  needed,
});

/** How the first request of a step was answered; undefined when there was none. */
export function firstAnswer({ study }: LimitCase, step: string): Answer | undefined {
  const one = study.observations.find((observation) => observation.step === step);
  return one && answerOf(one, study.claim.status, true);
}

/**
 * True when requests of others are counted together with those of the key, and which of them is not known: then the key's own requests do not
 * tell how full the counter was, and no family explains them.
 */
export function countsUnknown({ study: { claim, leaks, observations } }: LimitCase): boolean {
  return (
    leaks.unclear !== undefined &&
    observations.some((one) => one.step === 'isolation' && answerOf(one, claim.status, true) === 'refused')
  );
}

/** The family, when one alone is left and the key's own requests can tell. */
export function decidedFamily(subject: LimitCase): FamilyId | undefined {
  const { decided, ranking } = subject.study.classification;
  if (countsUnknown(subject)) return undefined;
  return decided ? (ranking[0]?.family as FamilyId | undefined) : undefined;
}

/** Refusals of the key. */
export function isRefusal(one: LimitObservation, claim: LimitClaim): boolean {
  return (one.role === 'victim' || one.role === 'failing') && answerOf(one, claim.status, true) === 'refused';
}

/** Families that give quota back at instants rather than all the time: after exhaustion they are shut for a while. */
export function shutsFor(family: FamilyId | undefined): boolean {
  return (
    family !== undefined && !['none', 'token-bucket', 'smoothing', 'several-counters', 'concurrency'].includes(family)
  );
}

/** Milliseconds as seconds with at most one decimal. */
export function seconds(ms: number): string {
  return `${Number((ms / 1_000).toFixed(1))} s`;
}
