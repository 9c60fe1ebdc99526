import { type Exchange, responseOf } from '../model/exchange.ts';

/** Watches for an environment that has stopped giving evidence: silence, refusal of every credential, collapse, throttling. */
export interface StormWatch {
  /** Judge the weather after one exchange of a case. */
  observe(seen: Weather): void;
  /** Why the run should stop now; undefined while the weather is fair. */
  stopped(): StopReason | undefined;
  /** Why nothing more should be asked of one operation, the others going on; undefined while it gives evidence. */
  gaveUp(operation: string): string | undefined;
  /** Every operation given up so far, with the reason. */
  abandoned(): ReadonlyMap<string, string>;
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
  readonly kind: 'unreachable' | 'silent' | 'absent' | 'unauthorised' | 'server-errors' | 'throttled';
  readonly message: string;
}

/** How many operations the description has: a storm must be seen on several of them, so that a broken one alone makes none. */
export interface Breadth {
  readonly operations: number;
  readonly protectedOperations: number;
  /** Those whose path has no parameter: whatever ids there are, they must be found. */
  readonly fixedOperations: number;
}

const LIMITS = { unreachable: 3, silent: 8, absent: 12, unauthorised: 8, serverErrors: 20, throttled: 6 };
const FEWEST_OPERATIONS_IN_STORM = 3;
/** After so many in a row from one operation it is left alone. */
const PATIENCE = { silent: 5, throttled: 6 };

/** A watch with no history. `exhausted` says why waiting for a limit is pointless, when it is. */
export function createStormWatch(breadth: Breadth, exhausted: () => string | undefined = () => undefined): StormWatch {
  const silence = createStreak(breadth.operations);
  const throttling = createStreak(breadth.operations);
  const shut = createStreak(breadth.operations);
  const refusals = createStreak(breadth.protectedOperations);
  const absence = createAbsence(breadth.fixedOperations);
  const abandoned = new Map<string, string>();
  const discredited = new Set<number>();
  let answered = 0;
  let admitted = 0;
  let hostSilent = 0;
  let lastSilence = '';
  let errors: Weather[] = [];

  const observeSilence = ({ exchange: { result }, operation }: Weather): void => {
    if (result.kind !== 'no-response') return;
    lastSilence = result.message;
    if (concernsHost(result.reason)) hostSilent++;
    if (silence.add(operation) >= PATIENCE.silent)
      abandoned.set(operation, `it did not answer ${PATIENCE.silent} times in a row (${lastSilence})`);
  };
  const observeErrors = (seen: Weather, status: number): void => {
    errors = status < 500 ? [] : [...errors, seen];
    if (inStorm(errors)) for (const { exchange } of errors) discredited.add(exchange.index);
  };
  const observeThrottling = (operation: string, status: number): void => {
    if (status !== 429) throttling.end(operation);
    else if (throttling.add(operation) >= PATIENCE.throttled)
      abandoned.set(operation, `${PATIENCE.throttled} of its answers in a row were 429`);
  };

  /** An operation that is to be left alone for longer than a run waits; when several are, one after the other, the target is shut. */
  const observeShut = (operation: string, status: number): void => {
    const reason = status >= 400 ? exhausted() : undefined;
    if (reason === undefined) {
      shut.end(operation);
      return;
    }
    shut.add(operation);
    abandoned.set(operation, reason);
  };

  return {
    observe(seen) {
      const { exchange, entitled, operation } = seen;
      const status = responseOf(exchange)?.status;
      if (status === undefined) return observeSilence(seen);
      answered++;
      silence.end(operation);
      observeThrottling(operation, status);
      observeShut(operation, status);
      if (entitled && status === 401) refusals.add(operation);
      else if (entitled && status !== 429 && status < 500) admitted++;
      absence.observe(operation, status);
      observeErrors(seen, status);
    },
    stopped: () => {
      const refusing = exhausted();
      if (refusing !== undefined && shut.isStorm(1))
        return { kind: 'throttled', message: `${refusing}: run again later, or lower --rate` };
      if (answered === 0 && (hostSilent >= LIMITS.unreachable || silence.isStorm(LIMITS.unreachable)))
        return { kind: 'unreachable', message: lastSilence };
      if (silence.isStorm(LIMITS.silent))
        return { kind: 'silent', message: `the target stopped answering (${lastSilence})` };
      const absent = absence.stopped();
      if (absent) return absent;
      if (admitted === 0 && refusals.isStorm(LIMITS.unauthorised)) {
        return {
          kind: 'unauthorised',
          message: `${refusals.length()} requests with the given credential were all answered 401: it is missing or wrong, so nothing was really tested`,
        };
      }
      if (inStorm(errors))
        return {
          kind: 'server-errors',
          message: `the last ${errors.length} answers were all server errors, over several operations: the system is down, not judged`,
        };
      if (throttling.isStorm(LIMITS.throttled))
        return {
          kind: 'throttled',
          message: `${throttling.length()} answers in a row were 429: lower --rate or wait for the limit to recover`,
        };
      return undefined;
    },
    gaveUp: (operation) => abandoned.get(operation),
    abandoned: () => abandoned,
    discredited: () => discredited,
  };
}

/** No connection at all says something of the host; a time-out or a broken connection may be the doing of one operation. */
function concernsHost(reason: string): boolean {
  return reason === 'refused' || reason === 'dns' || reason === 'tls';
}

/** Counts what comes in a row, in all and for each operation. */
function createStreak(operations: number) {
  const fewest = Math.min(FEWEST_OPERATIONS_IN_STORM, Math.max(1, operations));
  const own = new Map<string, number>();
  const struck = new Set<string>();
  let length = 0;
  return {
    /** One more; gives the length of the operation's own streak. */
    add: (operation: string): number => {
      length++;
      struck.add(operation);
      own.set(operation, (own.get(operation) ?? 0) + 1);
      return own.get(operation) ?? 0;
    },
    /** An operation gave something else: its own streak ends, and so does that of all. */
    end: (operation: string): void => {
      own.delete(operation);
      struck.clear();
      length = 0;
    },
    length: () => length,
    isStorm: (limit: number) => length >= limit && struck.size >= fewest,
  };
}

/** Watches for a target that has nothing of what is described: a wrong base URL, or a version that is gone. */
function createAbsence(fixedOperations: number) {
  const streak = createStreak(fixedOperations);
  let found = 0;
  return {
    /** Refusals of credential, method and pace come from gates that know nothing of what is behind them. */
    observe: (operation: string, status: number): void => {
      if (status === 404 && !operation.includes('{')) streak.add(operation);
      if (![401, 403, 404, 405, 429].includes(status)) found++;
    },
    stopped: (): StopReason | undefined =>
      found === 0 && streak.isStorm(LIMITS.absent)
        ? {
            kind: 'absent',
            message:
              'nothing was found at any address, not even at those without parameters (404): the base URL is wrong, or this version is gone',
          }
        : undefined,
  };
}

function inStorm(errors: readonly Weather[]): boolean {
  return (
    errors.length >= LIMITS.serverErrors &&
    new Set(errors.map(({ operation }) => operation)).size >= FEWEST_OPERATIONS_IN_STORM
  );
}
