import type { Clock } from '../kernel/clock.ts';
import type { ReceivedResponse } from '../model/exchange.ts';
import type { Rate } from '../model/rate-policy.ts';
import { evenSpacing } from './governor/even-spacing.ts';
import { createPatience } from './governor/patience.ts';
import { rollingWindow } from './governor/rolling-window.ts';
import { weightedBuckets } from './governor/weighted-buckets.ts';

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
  /** Learn from an answer: a refusal holds every later turn for as long as `Retry-After` asks, and spaces those that follow. */
  observe(response: ReceivedResponse): void;
  /** Why nothing more should be sent: the server refuses for longer than a run waits. Undefined as long as it serves. */
  exhausted(): string | undefined;
  /** Milliseconds during which requests stood waiting for the pace. */
  pacedMs(): number;
}

/** Settings of a pace. */
export interface PaceOptions {
  /** What a limiter of any kind that lets a burst of this quota pass must never refuse; without it only `Retry-After` holds. */
  readonly rate?: Rate;
  readonly clock: Clock;
  /** The longest time of refusals without an answer served in between, milliseconds; default 1.2 windows, at least two minutes. */
  readonly maxWaitMs?: number;
  /** Told before every wait: how long (milliseconds) and why; lets progress explain the silence. */
  readonly onWait?: (ms: number, why: WaitReason) => void;
}

interface Waiter {
  readonly grant: (turn: number) => void;
}

/**
 * Create a pace. The law: no limiter of `rate` refuses what it lets through, be it a log, a fixed window wherever it begins, a bucket or a
 * weighted counter; one that refuses bursts does so once or twice, then requests are spaced.
 */
export function createPace(options: PaceOptions): Pace {
  const { clock, rate, maxWaitMs, onWait } = options;
  const even = rate && evenSpacing(rate);
  const models = even ? [rollingWindow(rate), weightedBuckets(rate), even] : [];
  const patience = createPatience(clock, rate, maxWaitMs);
  const queue: Waiter[] = [];
  const out = new Set<number>();
  let nextTurn = 0;
  let pacedMs = 0;
  let pumping = false;
  let wake: AbortController | undefined;
  let restingUntil = 0;

  const due = (): { readonly at: number; readonly why: WaitReason } => {
    const now = clock.monotonic();
    const free = Math.max(0, ...models.map((model) => model.freeAt(now)));
    const held = patience.heldUntil();
    return held > free ? { at: held, why: 'retry-after' } : { at: free, why: 'rate' };
  };
  const take = (): number => {
    for (const model of models) model.sent(nextTurn);
    out.add(nextTurn);
    return nextTurn++;
  };
  const rest = async (at: number, why: WaitReason): Promise<void> => {
    const start = clock.monotonic();
    wake = new AbortController();
    restingUntil = at;
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
      if (!out.delete(turn)) return;
      for (const model of models) model.arrived(turn, clock.monotonic());
      if (restingUntil === Number.POSITIVE_INFINITY) wake?.abort();
    },
    observe: (response) => {
      if (patience.observe(response)) even?.refused(clock.monotonic());
    },
    exhausted: () => patience.exhausted(),
    pacedMs: () => pacedMs,
  };
}
