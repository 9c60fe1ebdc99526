import type { Rate } from './rate-policy.ts';
import type { SpecRef } from './spec-ref.ts';

/** What is promised of a limit, and by which clause. */
export interface LimitClaim extends Rate {
  /** What the promise says of the window; `unstated` when it says nothing. */
  readonly algorithm: 'rolling' | 'fixed' | 'unstated';
  readonly per: 'credential' | 'ip' | 'global' | 'unstated';
  /** The status beyond the limit; default of the field 429. */
  readonly status: number;
  /** True when the status is promised rather than assumed. */
  readonly statusPromised: boolean;
  readonly tolerance: LimitTolerance;
  /** By aspect; `quota` is always there and stands for the others. */
  readonly refs: Readonly<Partial<Record<LimitAspect, SpecRef>>> & { readonly quota: SpecRef };
}

/** What a clause can speak of. */
export type LimitAspect = 'quota' | 'status' | 'window' | 'isolation' | 'headers';

/** What a target may deviate by without breaking its promise: gateways that say of themselves that they are approximate. */
export interface LimitTolerance {
  /** Share of the quota that may pass in excess; default 0. */
  readonly over: number;
  /** Milliseconds by which the window may differ, beyond what the measurement itself cannot tell; default 0. */
  readonly grainMs: number;
}

/** Whose request it was: the key under test, another key, none, a wrong one, a request of the key that fails, another spelling of it. */
export type ProbeRole = 'victim' | 'other-key' | 'no-credential' | 'bad-credential' | 'failing' | 'alias' | 'preflight';

/** One request of a limit probe: an instant is known only as the interval from sending to receiving. */
export interface LimitObservation {
  /** Sequence number from 0, in the order of sending. */
  readonly index: number;
  /** Step of the schedule: `C1`, `C2`, `P1` … */
  readonly step: string;
  readonly role: ProbeRole;
  /** The spelling, for role `alias`. */
  readonly alias?: string;
  /** Epoch milliseconds of the prober's clock. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** Null when no answer came. */
  readonly status: number | null;
  /** Those that speak of limits and time; lower-case names. */
  readonly headers: readonly (readonly [string, string])[];
}

/** One judgement over a whole probe, with the clause it rests on and what it cannot tell apart. */
export interface LimitVerdict {
  readonly id: string;
  readonly title: string;
  readonly clause: SpecRef;
  /** What the measurement cannot tell apart, in words. */
  readonly tolerance: string;
  readonly outcome: LimitOutcome;
}

/** `inconclusive` says what would be needed; `skip` why it was not asked. */
export type LimitOutcome =
  | { readonly kind: 'pass'; readonly message: string }
  | { readonly kind: 'warn'; readonly message: string }
  | { readonly kind: 'fail'; readonly message: string }
  | { readonly kind: 'inconclusive'; readonly reason: string; readonly needed: string }
  | { readonly kind: 'skip'; readonly reason: string };

/** Proof of too many or too few, without any assumption about the algorithm. */
export interface LimitCertificate {
  readonly kind: 'over' | 'under';
  /** Admitted requests that certainly (over) or at most (under) fell into the span. */
  readonly admitted: number;
  readonly quota: number;
  /** Epoch milliseconds: the span that holds them; for `under`, the trailing window of the refused request. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly words: string;
}

/** A limiter that would explain what was seen. */
export interface LimitExplanation {
  /** Stable id of the family, for example `fixed-window-epoch`. */
  readonly family: string;
  readonly title: string;
  readonly windowMs: number;
  /** The thresholds that fit, both included; absent when nothing bounds them. */
  readonly quota?: { readonly least: number; readonly most: number };
  /** How badly it fits: 0 is perfect. */
  readonly cost: number;
  /** Epoch milliseconds at which windows begin, for families that have windows. */
  readonly windows: readonly { readonly fromMs: number; readonly toMs: number }[];
}

/** One planned instant of a schedule. */
export interface LimitInstant {
  readonly step: string;
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly what: string;
  readonly requests: number;
}

/** Everything that a limit check came to: the limit reporters' only input. */
export interface LimitReport {
  readonly reportVersion: 1;
  readonly tool: { readonly name: 'assay'; readonly version: string };
  readonly subject: string;
  readonly target: string;
  readonly operation: string;
  /** Name of the credential under test, never its value. */
  readonly credential: string;
  readonly time: 'virtual' | 'real' | 'scaled' | 'recorded';
  readonly claim: LimitClaim;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly requests: number;
  readonly refusals: number;
  readonly schedule: readonly LimitInstant[];
  /** Why the probe ended before its plan, when it did. */
  readonly stopped?: string;
  readonly certificates: readonly LimitCertificate[];
  /** The best explanation first; the others fit nearly as well. */
  readonly explanations: readonly LimitExplanation[];
  readonly verdicts: readonly LimitVerdict[];
  readonly observations: readonly LimitObservation[];
  readonly result: {
    readonly outcome: 'conformant' | 'not-conformant' | 'inconclusive';
    readonly exitCode: number;
    readonly reason: string;
  };
}
