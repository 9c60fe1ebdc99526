import type { Dispatcher } from 'undici';
import { Pool } from 'undici';
import type { Clock } from '../kernel/clock.ts';
import type { ExchangeResult, SentRequest } from '../model/exchange.ts';
import { type NoResponse, noResponse } from './transport-error.ts';

/** One origin, its connections, and one request at a time on each. */
export interface Transport {
  /** Send and collect the whole answer; a failed conversation is a result, not an error. Rejects only when `signal` is aborted. */
  exchange(request: SentRequest, signal?: AbortSignal): Promise<ExchangeResult>;
  /** Drop every connection. */
  close(): Promise<void>;
}

/** Limits of a transport. */
export interface TransportOptions {
  readonly origin: string;
  readonly connections: number;
  /** From sending to the last byte, milliseconds. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly clock: Clock;
}

/** Open a transport to one origin: keep-alive, no redirects, no decompression. */
export function createTransport(options: TransportOptions): Transport {
  const { origin, timeoutMs, maxBodyBytes, clock } = options;
  const pool = new Pool(origin, {
    connections: options.connections,
    connectTimeout: timeoutMs,
    headersTimeout: 0,
    bodyTimeout: 0,
    strictContentLength: false,
    allowH2: false,
  });
  const deadlines = createDeadlines(timeoutMs, clock);
  return {
    exchange: (request, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const done = (result: ExchangeResult) => {
          deadlines.remove(collector);
          signal?.removeEventListener('abort', onAbort);
          resolve(result);
        };
        const collector = new Collector(done, maxBodyBytes);
        const onAbort = () => {
          reject(signal?.reason);
          collector.abandon();
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        deadlines.add(collector);
        try {
          pool.dispatch(dispatchOptions(request, origin), collector);
        } catch (error) {
          collector.settle(noResponse(error));
        }
      }),
    close: async () => {
      deadlines.stop();
      await pool.destroy();
    },
  };
}

function dispatchOptions(request: SentRequest, origin: string): Dispatcher.DispatchOptions {
  return {
    origin,
    path: request.url.slice(origin.length) || '/',
    method: request.method as Dispatcher.HttpMethod,
    headers: flatHeaders(request.headers),
    body: request.body,
  };
}

function flatHeaders(pairs: SentRequest['headers']): string[] {
  const flat: string[] = [];
  for (const [name, value] of pairs) flat.push(name, value);
  return flat;
}

/** Collects one answer. It settles once; whatever comes later is dropped. */
class Collector implements Dispatcher.DispatchHandler {
  readonly #done: (result: ExchangeResult) => void;
  readonly #maxBodyBytes: number;
  #controller: Dispatcher.DispatchController | undefined;
  #settled = false;
  #status = 0;
  #headers: [string, string][] = [];
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(done: (result: ExchangeResult) => void, maxBodyBytes: number) {
    this.#done = done;
    this.#maxBodyBytes = maxBodyBytes;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) controller.abort(new Error('given up before it was sent'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return; // informational answers precede the real one (RFC 9110 §15.2)
    this.#status = status;
    this.#headers = headerPairs(controller.rawHeaders);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const room = this.#maxBodyBytes - this.#bytes;
    this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#bytes += chunk.length;
    if (chunk.length > room) this.#answer(true);
  }

  onResponseEnd(): void {
    this.#answer(false);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.settle(noResponse(error));
  }

  onRequestUpgrade(_controller: unknown, _status: number, _headers: unknown, socket: { destroy(): void }): void {
    socket.destroy();
    this.settle({ kind: 'no-response', reason: 'malformed', message: 'the server switched protocols unasked' });
  }

  /** Settle with a result and stop the conversation when it is still going on. */
  settle(result: ExchangeResult): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#done(result);
  }

  /** Settle without an answer because of the caller. */
  giveUp(result: NoResponse): void {
    this.settle(result);
    this.#controller?.abort(new Error(result.message));
  }

  /** Stop without telling anyone. */
  abandon(): void {
    this.giveUp({ kind: 'no-response', reason: 'other', message: 'stopped' });
  }

  #answer(truncated: boolean): void {
    const body = Buffer.concat(this.#chunks); // a copy, even of one chunk: a chunk holds on to the whole read buffer of its socket
    const response = { status: this.#status, headers: this.#headers, body, truncated };
    this.settle({ kind: 'response', response });
    if (truncated) this.#controller?.abort(new Error('the body is longer than is kept'));
  }
}

function headerPairs(raw: Dispatcher.DispatchController['rawHeaders']): [string, string][] {
  const pairs: [string, string][] = [];
  if (!Array.isArray(raw)) return pairs;
  for (let i = 0; i + 1 < raw.length; i += 2)
    pairs.push([octets(raw[i] ?? '').toLowerCase(), octets(raw[i + 1] ?? '')]);
  return pairs;
}

function octets(raw: Buffer | string): string {
  return typeof raw === 'string' ? raw : raw.toString('latin1');
}

/** One timer for all requests in flight: it waits for the one that is due first. */
function createDeadlines(timeoutMs: number, clock: Clock) {
  // Two short lists, not a map: a map leaves behind tables that keep answers alive long after they came.
  const waiting: Collector[] = [];
  const dueAt: number[] = [];
  const stopped = new AbortController();
  let watching = false;
  const removeAt = (place: number): void => {
    const lastCollector = waiting.pop();
    const lastDue = dueAt.pop();
    if (lastCollector === undefined || lastDue === undefined || place === waiting.length) return;
    waiting[place] = lastCollector;
    dueAt[place] = lastDue;
  };
  const remove = (collector: Collector): void => {
    const place = waiting.indexOf(collector);
    if (place >= 0) removeAt(place);
  };
  const watch = async (): Promise<void> => {
    watching = true;
    while (waiting.length > 0 && !stopped.signal.aborted) {
      const due = Math.min(...dueAt);
      const left = due - clock.monotonic();
      if (left > 0) {
        await clock.sleep(left, stopped.signal).catch(() => undefined); // stopped: the loop ends
        continue;
      }
      const collector = waiting[dueAt.indexOf(due)];
      if (!collector) break;
      remove(collector);
      collector.giveUp({
        kind: 'no-response',
        reason: 'timeout',
        message: `no complete answer within ${timeoutMs} ms`,
      });
    }
    watching = false;
  };
  return {
    add: (collector: Collector) => {
      waiting.push(collector);
      dueAt.push(clock.monotonic() + timeoutMs);
      if (!watching) void watch();
    },
    remove,
    stop: () => stopped.abort(),
  };
}
