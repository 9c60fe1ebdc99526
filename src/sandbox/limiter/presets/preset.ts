import type { PluginMeta } from '../../../kernel/registry.ts';
import type { Rate } from '../../../model/rate-policy.ts';
import type { LimitRule } from '../gate/rule.ts';

/** How a limiter works inside. */
export type LimiterFamily =
  | 'sliding-log'
  | 'sliding-log-refusals-counted'
  | 'fixed-window-epoch'
  | 'fixed-window-first-request'
  | 'sliding-counter'
  | 'sliding-counter-refusals-counted'
  | 'token-bucket'
  | 'smoothing'
  | 'penalty'
  | 'block'
  | 'concurrency'
  | 'nodes'
  | 'visibility-lag'
  | 'none';

/** A gateway set up to enforce some rate, in the way of a product or of a textbook. */
export interface LimiterPreset extends PluginMeta {
  readonly family: LimiterFamily;
  /** Measured by a rolling window of the rate: lets too many pass, refuses too early, both, or never. */
  readonly deviation: 'over' | 'under' | 'both' | 'never';
  /** Fresh rules for that rate; the seed decides where chance does. */
  rules(rate: Rate, seed: number): readonly LimitRule[];
}
