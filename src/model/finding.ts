import type { Case } from './case.ts';
import type { Exchange } from './exchange.ts';
import type { SpecRef } from './spec-ref.ts';
import type { Evidence, Severity } from './verdict.ts';

/** One root cause on one operation. */
export interface Finding {
  /** Digest of check, operation and signature: stable between runs. */
  readonly fingerprint: string;
  readonly check: string;
  readonly operation: string;
  readonly signature: string;
  /** `fail` gates by severity, `warn` never gates. */
  readonly outcome: 'fail' | 'warn';
  readonly severity: Severity;
  readonly message: string;
  readonly basis: SpecRef;
  readonly evidence: readonly Evidence[];
  /** The smallest case that shows it, and what happened. */
  readonly example: { readonly case: Case; readonly trace: readonly Exchange[] };
  /** How many exchanges showed it. */
  readonly occurrences: number;
  /** Other accusations explained by this cause. */
  readonly consequences: readonly Consequence[];
  /** `confirmed`: shown again by a replay; `unconfirmed`: a replay was not possible (the reason is given). */
  readonly confirmation: { readonly state: 'confirmed' } | { readonly state: 'unconfirmed'; readonly reason: string };
  readonly baseline: BaselineState;
}

/** An accusation folded under its cause. */
export interface Consequence {
  readonly check: string;
  readonly signature: string;
  readonly message: string;
}

/** A deviation that is known and accepted for a while. */
export interface KnownDeviation {
  /** Stable id of the deviation, for example `D7`. */
  readonly id: string;
  readonly check: string;
  /** Operation id or glob. */
  readonly operation: string;
  /** Signature or glob; default any. */
  readonly signature?: string;
  readonly reason: string;
  readonly owner: string;
  /** ISO date (YYYY-MM-DD) after which it counts as new again. */
  readonly expires: string;
}

/** How a finding stands against the baseline. */
export type BaselineState =
  | { readonly state: 'new' }
  | { readonly state: 'known'; readonly deviation: KnownDeviation }
  | { readonly state: 'expired'; readonly deviation: KnownDeviation };
