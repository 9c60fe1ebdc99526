/** What was really sent, after holes and credentials; header values of credentials are kept and redacted by writers. */
export interface SentRequest {
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | null;
}

/** What came back, byte for byte. */
export interface ReceivedResponse {
  readonly status: number;
  /** Lower-case names, in order, repeated names kept. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** True when the body was cut at the recorder's limit; it must not be judged then. */
  readonly truncated: boolean;
}

/** One request and what became of it. */
export interface Exchange {
  /** Sequence number within the run, from 0. */
  readonly index: number;
  /** Epoch milliseconds of sending. */
  readonly sentAt: number;
  /** From sending to the last byte; milliseconds. */
  readonly elapsedMs: number;
  readonly request: SentRequest;
  readonly result: ExchangeResult;
  /** Names of the credentials used (never values). */
  readonly credentials: readonly string[];
  /** True when a hole had no learnt value and its fallback was sent. */
  readonly usedFallback: boolean;
}

/** An answer, or why there is none. */
export type ExchangeResult =
  | { readonly kind: 'response'; readonly response: ReceivedResponse }
  | {
      readonly kind: 'no-response';
      readonly reason: 'refused' | 'timeout' | 'reset' | 'dns' | 'tls' | 'malformed' | 'other';
      readonly message: string;
    };

/** All exchanges of one case, in step order. */
export type Trace = readonly Exchange[];

/** The response of an exchange, or undefined when there was none. */
export function responseOf(exchange: Exchange): ReceivedResponse | undefined {
  return exchange.result.kind === 'response' ? exchange.result.response : undefined;
}

/** The first value of a header (lower-case name), or undefined. */
export function headerOf(
  message: { readonly headers: readonly (readonly [string, string])[] },
  name: string,
): string | undefined {
  return message.headers.find(([header]) => header === name)?.[1];
}

const decoder = new TextDecoder('utf-8');

/** The body as UTF-8 text; invalid bytes become U+FFFD. */
export function bodyText(message: { readonly body: Uint8Array | null }): string {
  return message.body ? decoder.decode(message.body) : '';
}
