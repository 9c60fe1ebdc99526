import type { Clock } from '../../kernel/clock.ts';
import type { ReceivedResponse } from '../../model/exchange.ts';
import { headerOf } from '../../model/exchange.ts';
import type { Rate } from '../../model/rate-policy.ts';
import { httpDateMs, retryAfterMs } from '../retry-after.ts';

/** How long to stay away after a refusal, and when to give up. */
export interface Patience {
  /** Learn from an answer; true when it is a refusal. */
  observe(response: ReceivedResponse): boolean;
  /** Nothing is to be sent before; monotonic milliseconds. */
  heldUntil(): number;
  /** Why waiting is pointless, in words; undefined as long as it is not. */
  exhausted(): string | undefined;
}

/** Without a documented window a run is kept waiting for as long as this; milliseconds. */
const LONGEST_WAIT_MS = 120_000;

/**
 * Waits as long as `Retry-After` asks, and without it for a spacing of the rate that doubles with each refusal in a row, as long as all of it,
 * since an answer was last served, takes no longer than 1.2 windows or two minutes, whichever is more.
 */
export function createPatience(clock: Clock, rate?: Rate, maxWaitMs?: number): Patience {
  const longest = maxWaitMs ?? Math.max(LONGEST_WAIT_MS, 1.2 * (rate?.windowMs ?? 0));
  let until = 0;
  let firstAt: number | undefined;
  let inRow = 0;
  let reason: string | undefined;

  const pauseOf = (asked: number | undefined): number | undefined =>
    asked ?? (rate ? (rate.windowMs / rate.requests) * 2 ** Math.min(inRow, 20) : undefined);
  const served = () => {
    firstAt = undefined;
    inRow = 0;
    reason = undefined;
  };

  return {
    observe: (response) => {
      const asked = response.status >= 400 ? askedPauseMs(response, clock.now()) : undefined;
      if (response.status !== 429 && asked === undefined) {
        if (response.status < 500) served();
        return false;
      }
      const now = clock.monotonic();
      const pause = pauseOf(asked);
      firstAt ??= now;
      // Refusals of requests that were on their way when the first came are one refusal.
      if (now >= until) inRow++;
      if (pause === undefined) return true;
      if (now + pause - firstAt > longest) reason ??= tooLong(pause, now - firstAt);
      else until = Math.max(until, now + pause);
      return true;
    },
    heldUntil: () => until,
    exhausted: () => reason,
  };
}

function tooLong(pauseMs: number, waitedMs: number): string {
  const asked = `the target refuses (${Math.ceil(pauseMs / 1_000)} s more are to be waited`;
  return waitedMs < 1_000
    ? `${asked})`
    : `${asked}, after ${Math.round(waitedMs / 1_000)} s in which it served nothing)`;
}

function askedPauseMs(response: ReceivedResponse, nowMs: number): number | undefined {
  const asked = headerOf(response, 'retry-after');
  if (asked === undefined) return undefined;
  const date = headerOf(response, 'date');
  return retryAfterMs(asked, (date === undefined ? undefined : httpDateMs(date.trim(), nowMs)) ?? nowMs);
}
