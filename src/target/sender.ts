import { type Clock, systemClock } from '../kernel/clock.ts';
import { AssayError } from '../kernel/error.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Method } from '../model/operation.ts';
import { isSafe } from '../model/operation.ts';
import type { SendableTarget } from '../model/target.ts';
import { createGate } from './gate.ts';
import { isCleared } from './guard.ts';
import type { Pace } from './pace.ts';
import type { PreparedRequest } from './prepare.ts';
import type { Recorder } from './record.ts';
import { createTransport } from './transport.ts';

/** Sends prepared requests to one cleared target. */
export interface Sender {
  /**
   * Wait for a place and for the pace, send, and record. No answer is a result of the exchange, not an error.
   * Rejects with the signal's reason when it is aborted, and with safety error `other-origin` or `read-only`, or internal error
   * `sender-closed`.
   */
  send(request: PreparedRequest, signal?: AbortSignal): Promise<Exchange>;
  /** Drop every connection; nothing can be sent afterwards. */
  close(): Promise<void>;
}

/** Settings of a sender. */
export interface SenderOptions {
  readonly target: SendableTarget;
  readonly pace: Pace;
  readonly recorder: Recorder;
  /** Dates and measures the exchanges. */
  readonly clock: Clock;
  /** From sending to the last byte; milliseconds, default 10,000. */
  readonly timeoutMs?: number;
  /** Longer bodies are cut and marked; default 5,000,000. */
  readonly maxBodyBytes?: number;
  /** Requests in flight at a time; default 4. */
  readonly concurrency?: number;
}

/** Open a sender. Fails with safety error `not-cleared` for a target that the guard has not made. */
export function createSender(options: SenderOptions): Sender {
  const { target, pace, recorder, clock, concurrency = 4 } = options;
  if (!isCleared(target))
    throw new AssayError(
      'safety',
      'not-cleared',
      'The target has not passed the guard. Send only to what clearTarget returns.',
    );
  const { origin } = new URL(target.baseUrl);
  const gate = createGate(concurrency);
  const transport = createTransport({
    origin,
    connections: concurrency,
    timeoutMs: options.timeoutMs ?? 10_000,
    maxBodyBytes: options.maxBodyBytes ?? 5_000_000,
    clock: systemClock, // sockets live in real time, whatever clock dates the exchanges
  });
  let closed = false;

  const converse = async (request: PreparedRequest, signal?: AbortSignal): Promise<Exchange> => {
    const turn = await pace.turn(signal);
    try {
      const index = recorder.open();
      const sentAt = clock.now();
      const start = clock.monotonic();
      const result = await transport.exchange(request, signal);
      const elapsedMs = clock.monotonic() - start;
      if (result.kind === 'response') pace.observe(result.response);
      const { method, url, headers, body, credentials, usedFallback } = request;
      return {
        index,
        sentAt,
        elapsedMs,
        request: { method, url, headers, body },
        result,
        credentials,
        usedFallback,
      };
    } finally {
      pace.arrived(turn);
    }
  };

  return {
    send: async (request, signal) => {
      if (closed)
        throw new AssayError('internal', 'sender-closed', 'A request was sent after the sender had been closed.');
      refuseUnsafe(request, target, origin);
      await gate.enter(signal);
      try {
        const exchange = await converse(request, signal);
        recorder.close(exchange);
        return exchange;
      } finally {
        gate.leave();
      }
    },
    close: async () => {
      closed = true;
      await transport.close();
    },
  };
}

function refuseUnsafe(request: PreparedRequest, target: SendableTarget, origin: string): void {
  if (!request.url.startsWith(`${origin}/`) && request.url !== origin) {
    throw new AssayError(
      'safety',
      'other-origin',
      `A request was made for another origin than ${origin}; credentials never leave the target.`,
    );
  }
  if (target.readOnly && !isSafe(request.method as Method)) {
    throw new AssayError(
      'safety',
      'read-only',
      `${request.method} may change a production system; only safe methods are sent to ${origin}.`,
    );
  }
}
