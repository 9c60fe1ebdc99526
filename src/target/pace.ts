import type { Clock } from '../kernel/clock.ts';
import type { ReceivedResponse } from '../model/exchange.ts';
import { headerOf } from '../model/exchange.ts';
import type { Rate } from '../model/rate-policy.ts';
import { httpDateMs, retryAfterMs } from './retry-after.ts';

/** Why a request waits: for its place in the rate, or because the server asked for a pause. */
export type WaitReason = 'rate' | 'retry-after';

/** The one governor of all requests of a run. */
export interface Pace {
  /**
   * Wait for a turn to send, first come first served. Rejects with the signal's reason when it is aborted first.
   * Every turn must be given back with `arrived`.
   */
  turn(signal?: AbortSignal): Promise<number>;
  /** The server has certainly seen the request of this turn: its answer came, or it failed. */
  arrived(turn: number): void;
  /** Learn from an answer: a `Retry-After` on a 4xx or 5xx holds every later turn. */
  observe(response: ReceivedResponse): void;
  /** Milliseconds during which requests stood waiting for the pace. */
  pacedMs(): number;
}

/** Settings of a pace. */
export interface PaceOptions {
  /** Never more sendings than this within any rolling window; without it only `Retry-After` holds. */
  readonly rate?: Rate;
  readonly clock: Clock;
  /** The longest pause that a `Retry-After` is granted, milliseconds; default 300,000. */
  readonly maxWaitMs?: number;
  /** Told before every wait: how long (milliseconds) and why; lets progress explain the silence. */
  readonly onWait?: (ms: number, why: WaitReason) => void;
}

interface Waiter {
  readonly grant: (turn: number) => void;
}

/** Covers timestamps that a server cuts to its own grain; milliseconds, at most a hundredth of the window. */
const GUARD_MS = 25;

/** Create a pace. The law: the server never sees more than `rate.requests` arrivals within any `rate.windowMs`. */
export function createPace(options: PaceOptions): Pace {
  const { clock, rate, maxWaitMs = 300_000, onWait } = options;
  const log = rate ? createSlidingLog(rate) : undefined;
  const queue: Waiter[] = [];
  let nextTurn = 0;
  let heldUntil = 0;
  let pacedMs = 0;
  let pumping = false;
  let wake: AbortController | undefined;

  const due = (): { readonly at: number; readonly why: WaitReason } => {
    const free = log?.freeAt(nextTurn) ?? 0;
    return heldUntil > free ? { at: heldUntil, why: 'retry-after' } : { at: free, why: 'rate' };
  };
  const take = (): number => {
    log?.open(nextTurn);
    return nextTurn++;
  };
  const rest = async (at: number, why: WaitReason): Promise<void> => {
    const start = clock.monotonic();
    wake = new AbortController();
    if (at === Number.POSITIVE_INFINITY)
      await new Promise((resolve) => wake?.signal.addEventListener('abort', resolve));
    else {
      onWait?.(Math.ceil(at - start), why);
      await clock.sleep(Math.ceil(at - start), wake.signal).catch(() => undefined); // woken early: look again
    }
    pacedMs += clock.monotonic() - start;
  };
  const pump = async (): Promise<void> => {
    pumping = true;
    while (queue.length > 0) {
      const { at, why } = due();
      if (at <= clock.monotonic()) queue.shift()?.grant(take());
      else await rest(at, why);
    }
    pumping = false;
  };

  return {
    turn: (signal) => {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (queue.length === 0 && due().at <= clock.monotonic()) return Promise.resolve(take());
      return new Promise((resolve, reject) => {
        const leave = () => {
          queue.splice(queue.indexOf(waiter), 1);
          if (queue.length === 0) wake?.abort();
          reject(signal?.reason);
        };
        const waiter: Waiter = {
          grant: (turn) => {
            signal?.removeEventListener('abort', leave);
            resolve(turn);
          },
        };
        signal?.addEventListener('abort', leave, { once: true });
        queue.push(waiter);
        if (!pumping) void pump();
      });
    },
    arrived: (turn) => {
      if (log?.close(turn, clock.monotonic()) && turn === nextTurn - (rate?.requests ?? 0)) wake?.abort();
    },
    observe: (response) => {
      const asked = response.status >= 400 ? askedPauseMs(response, clock.now()) : undefined;
      if (asked !== undefined) heldUntil = Math.max(heldUntil, clock.monotonic() + Math.min(asked, maxWaitMs));
    },
    pacedMs: () => pacedMs,
  };
}

function askedPauseMs(response: ReceivedResponse, nowMs: number): number | undefined {
  const asked = headerOf(response, 'retry-after');
  if (asked === undefined) return undefined;
  const date = headerOf(response, 'date');
  return retryAfterMs(asked, (date === undefined ? undefined : httpDateMs(date.trim(), nowMs)) ?? nowMs);
}

/**
 * The moments of the last `rate.requests` turns, in a ring. A turn counts from its latest possible arrival at the server (the answer),
 * not from its sending: between the two lies a delay that differs from request to request and would let a window overflow.
 */
function createSlidingLog(rate: Rate) {
  const arrivals: number[] = [];
  const span = rate.windowMs + Math.min(GUARD_MS, rate.windowMs / 100);
  const slot = (turn: number) => turn % rate.requests;
  return {
    /** When the turn that `turn` displaces leaves the window; infinite while its request is in flight. */
    freeAt: (turn: number) => (arrivals[slot(turn)] ?? Number.NEGATIVE_INFINITY) + span,
    open: (turn: number) => {
      arrivals[slot(turn)] = Number.POSITIVE_INFINITY;
    },
    /** False when the turn has been given back before. */
    close: (turn: number, at: number): boolean => {
      if (arrivals[slot(turn)] !== Number.POSITIVE_INFINITY) return false;
      arrivals[slot(turn)] = at;
      return true;
    },
  };
}
