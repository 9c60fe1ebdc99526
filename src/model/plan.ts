import type { Unsupported } from './api.ts';
import type { Case } from './case.ts';
import type { Rate } from './rate-policy.ts';

/** What a run is about to do; shown before any traffic. */
export interface PlanSummary {
  readonly seed: number;
  /** Requests of all planned cases, and the most that property cases, replays and shrinking may add. */
  readonly requests: number;
  readonly reserve: number;
  readonly budget: number;
  readonly rate?: Rate;
  /** Expected duration at that rate; milliseconds. */
  readonly durationMs: number;
  readonly perOperation: readonly {
    readonly operation: string;
    readonly requests: number;
    readonly perStrategy: Readonly<Record<string, number>>;
  }[];
  /** What does not fit the budget or cannot be tested, with the reason. */
  readonly leftOut: readonly LeftOut[];
  readonly unsupported: readonly Unsupported[];
  /** Which part of a plan this is; absent for a whole plan. */
  readonly shard?: Shard;
}

/** One part of a plan that is run in several. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
  /** Requests that other parts send too, because this one must learn ids from their answers. */
  readonly repeated: number;
}

/** Cases of one operation and strategy that will not be sent. */
export interface LeftOut {
  readonly operation: string;
  readonly strategy: string;
  readonly cases: number;
  readonly reason: string;
}

/** A whole plan: the same seed gives the same plan byte for byte. */
export interface Plan {
  readonly cases: readonly Case[];
  readonly summary: PlanSummary;
}
