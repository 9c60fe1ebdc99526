import type { LimitFacts } from '../headers/dialect.ts';
import type { LimiterDecision } from '../limiter.ts';
import type { Arrival } from './keys.ts';
import type { LimitRule } from './rule.ts';

/** Rules in a row before an API. */
export interface Gate {
  /** Ask every rule that applies, in order; the first that refuses has the last word, and those behind it do not count the request. */
  admit(arrival: Arrival): Admission;
  reset(): void;
}

/** What came of a request at the gate. */
export interface Admission {
  /** Fields for the answer, lower-case names, whether it passed or not. */
  readonly headers: Readonly<Record<string, string>>;
  /** The refusal; absent when the request may pass. */
  readonly refused?: { readonly status: number; readonly mediaType: string; readonly body: string };
  /** Milliseconds for which the request keeps a place; 0 where places are not limited. */
  readonly holdsMs: number;
  /** Tell the gate with which status a request that passed was answered. */
  settle(status: number): void;
}

/** A gate of those rules. */
export function gate(rules: readonly LimitRule[]): Gate {
  return {
    admit(arrival) {
      const headers: Record<string, string> = {};
      const counted: { rule: LimitRule; key: string }[] = [];
      let holdsMs = 0;
      for (const rule of rules) {
        const key = rule.key.keyOf(arrival);
        if (key === undefined) continue;
        const decision = rule.limiter.hit(key, arrival.nowMs);
        Object.assign(headers, headersOf(rule, decision, arrival.nowMs));
        if (!decision.allowed)
          return { headers, refused: refusalOf(rule, decision, arrival), holdsMs, settle: () => {} };
        holdsMs = Math.max(holdsMs, decision.holdsMs ?? 0);
        counted.push({ rule, key });
      }
      return { headers, holdsMs, settle: (status) => settle(counted, status) };
    },
    reset() {
      for (const rule of rules) rule.limiter.reset();
    },
  };
}

function settle(counted: readonly { rule: LimitRule; key: string }[], status: number): void {
  if (status < 400) return;
  for (const { rule, key } of counted) if (rule.failuresFree) rule.limiter.forgive?.(key);
}

function headersOf(rule: LimitRule, decision: LimiterDecision, nowMs: number): Record<string, string> {
  const { allowed, limit, remaining, resetMs } = decision;
  const truth: LimitFacts = { policy: rule.policy, windowMs: rule.windowMs, allowed, limit, remaining, resetMs, nowMs };
  const lies = rule.lies ?? [];
  const told = lies.reduce((facts, lie) => lie.facts?.(facts) ?? facts, truth);
  const written = Object.assign({}, ...rule.dialects.map((dialect) => dialect.headers(told)));
  return lies.reduce((headers, lie) => lie.headers?.(headers, truth) ?? headers, written);
}

function refusalOf(rule: LimitRule, decision: LimiterDecision, { nowMs }: Arrival): NonNullable<Admission['refused']> {
  const status = decision.banned ? 403 : rule.refusal.status;
  const waitSeconds = Math.max(1, Math.ceil((decision.resetMs - nowMs) / 1000));
  const body = rule.refusal.body({ status, limit: decision.limit, windowMs: rule.windowMs, waitSeconds });
  return { status, mediaType: rule.refusal.mediaType, body };
}
