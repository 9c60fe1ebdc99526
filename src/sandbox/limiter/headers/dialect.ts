import type { PluginMeta } from '../../../kernel/registry.ts';

/** What there is to say of a limit in an answer. */
export interface LimitFacts {
  /** Name of the policy. */
  readonly policy: string;
  readonly allowed: boolean;
  readonly limit: number;
  readonly windowMs: number;
  readonly remaining: number;
  /** Epoch milliseconds at which a request passes again, or the window starts anew. */
  readonly resetMs: number;
  /** Epoch milliseconds of this answer. */
  readonly nowMs: number;
}

/** A way to speak of limits in header fields. */
export interface HeaderDialect extends PluginMeta {
  /** The fields of an answer, lower-case names. */
  headers(facts: LimitFacts): Readonly<Record<string, string>>;
}

/** Whole seconds until the reset, rounded up: whoever waits so long is let in. */
export function secondsToReset({ resetMs, nowMs }: LimitFacts): number {
  return Math.max(0, Math.ceil((resetMs - nowMs) / 1000));
}

/** Length of the window in whole seconds, at least 1. */
export function windowSeconds({ windowMs }: LimitFacts): number {
  return Math.max(1, Math.round(windowMs / 1000));
}
