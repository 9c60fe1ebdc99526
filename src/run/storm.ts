import { type Exchange, responseOf } from '../model/exchange.ts';

/** Watches for an environment that has stopped giving evidence: silence, refusal of every credential, collapse, throttling. */
export interface StormWatch {
  /** Judge the weather after one exchange of a case. */
  observe(seen: Weather): void;
  /** Why the run should stop now; undefined while the weather is fair. */
  stopped(): StopReason | undefined;
  /** Exchanges that stood in a storm of server errors: what they show is no evidence. */
  discredited(): ReadonlySet<number>;
}

/** What one exchange tells of the environment. */
export interface Weather {
  readonly exchange: Exchange;
  readonly operation: string;
  /** True when a credential that should be right was sent to a protected operation. */
  readonly entitled: boolean;
}

/** Why a run ends early; `unreachable` when nothing ever answered. */
export interface StopReason {
  readonly kind: 'unreachable' | 'silent' | 'unauthorised' | 'server-errors' | 'throttled';
  readonly message: string;
}

/** Streaks long enough that a single broken operation cannot make them. */
const LIMITS = { unreachable: 3, silent: 8, unauthorised: 8, serverErrors: 20, throttled: 6 };
const FEWEST_OPERATIONS_IN_STORM = 3;

/** A watch with no history. */
export function createStormWatch(): StormWatch {
  let answered = 0;
  let silent = 0;
  let refused = 0;
  let admitted = 0;
  let throttled = 0;
  let lastSilence = '';
  let errors: Weather[] = [];
  const discredited = new Set<number>();

  const countErrors = (seen: Weather, status: number) => {
    if (status < 500) {
      errors = [];
      return;
    }
    errors.push(seen);
    if (inStorm(errors)) for (const { exchange } of errors) discredited.add(exchange.index);
  };

  return {
    observe(seen) {
      const { exchange, entitled } = seen;
      const status = responseOf(exchange)?.status;
      if (status === undefined) {
        silent++;
        lastSilence = exchange.result.kind === 'no-response' ? exchange.result.message : '';
        return;
      }
      answered++;
      silent = 0;
      throttled = status === 429 ? throttled + 1 : 0;
      if (entitled && status === 401) refused++;
      else if (entitled && status !== 429 && status < 500) admitted++;
      countErrors(seen, status);
    },
    stopped: () => {
      if (answered === 0 && silent >= LIMITS.unreachable) return { kind: 'unreachable', message: lastSilence };
      if (silent >= LIMITS.silent) return { kind: 'silent', message: `the target stopped answering (${lastSilence})` };
      if (admitted === 0 && refused >= LIMITS.unauthorised) {
        return {
          kind: 'unauthorised',
          message: `${refused} requests with the given credential were all answered 401: it is missing or wrong, so nothing was really tested`,
        };
      }
      if (inStorm(errors))
        return {
          kind: 'server-errors',
          message: `the last ${errors.length} answers were all server errors, over several operations: the system is down, not judged`,
        };
      if (throttled >= LIMITS.throttled)
        return {
          kind: 'throttled',
          message: `${throttled} answers in a row were 429: lower --rate or wait for the limit to recover`,
        };
      return undefined;
    },
    discredited: () => discredited,
  };
}

function inStorm(errors: readonly Weather[]): boolean {
  return (
    errors.length >= LIMITS.serverErrors &&
    new Set(errors.map(({ operation }) => operation)).size >= FEWEST_OPERATIONS_IN_STORM
  );
}
