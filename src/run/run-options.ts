import type { Clock } from '../kernel/clock.ts';
import type { Redactor } from '../kernel/redaction.ts';
import type { Plan } from '../model/plan.ts';
import type { RunEvent } from '../model/run-event.ts';
import type { WaitReason } from '../target/index.ts';
import type { Kit } from './kit.ts';

/** What surrounds a run. */
export interface RunOptions {
  /** Version of the tool, for the report and `User-Agent`. */
  readonly version: string;
  /** Default: all built-in plug-ins. */
  readonly kit?: Kit;
  /** Default: the real clock. */
  readonly clock?: Clock;
  /** Knows the run's secrets; default: made from the configuration. */
  readonly redactor?: Redactor;
  /** Every event, free of secrets. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Told before the first request. */
  readonly onPlan?: (plan: Plan) => void;
  /** Told before every wait for the pace. */
  readonly onWait?: (ms: number, why: WaitReason) => void;
  readonly signal?: AbortSignal;
}
