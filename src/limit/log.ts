import { AssayError } from '../kernel/error.ts';
import { isJsonObject } from '../kernel/json.ts';
import type { LimitClaim, LimitInstant, LimitObservation, LimitReport } from '../model/limit.ts';
import type { Preflight } from './margins.ts';
import type { BatterySetup } from './probe/session.ts';
import type { RefusalPromise } from './verdict/check.ts';

/** One line of the log of a probe: enough to judge it again, and to go on after an interruption. */
export type LimitEvent =
  | {
      readonly type: 'limit-started';
      readonly logVersion: 1;
      readonly tool: string;
      readonly subject: string;
      readonly target: string;
      readonly operation: string;
      readonly credential: string;
      readonly time: LimitReport['time'];
      readonly atMs: number;
      readonly claim: LimitClaim;
      readonly setup: Omit<BatterySetup, 'claim'>;
      readonly promise?: RefusalPromise;
      readonly schedule: readonly LimitInstant[];
    }
  | { readonly type: 'limit-waiting'; readonly untilMs: number; readonly why: string }
  | { readonly type: 'limit-answer'; readonly observation: LimitObservation }
  /** What is wrong with the first refusal of the documented status, by its description. */
  | { readonly type: 'limit-refusal'; readonly issues: readonly string[] }
  /** The driver's reply to the prober: everything since the last one has been answered. */
  | { readonly type: 'limit-reply'; readonly nowMs: number }
  | {
      readonly type: 'limit-ended';
      readonly atMs: number;
      readonly preflight: Preflight;
      readonly quietSinceMs: number;
      readonly stopped?: string;
    };

/** A log as read back. */
export interface LimitLog {
  readonly started: Extract<LimitEvent, { type: 'limit-started' }>;
  readonly events: readonly LimitEvent[];
  readonly ended?: Extract<LimitEvent, { type: 'limit-ended' }>;
}

/** Read an NDJSON log; a last line that was cut off is left out. Fails with usage error `limit-log`. */
export function parseLimitLog(text: string): LimitLog {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const events = lines.flatMap((line, index): LimitEvent[] => {
    try {
      const value: unknown = JSON.parse(line);
      if (isJsonObject(value) && typeof value['type'] === 'string' && value['type'].startsWith('limit-'))
        return [value as unknown as LimitEvent];
    } catch {
      if (index === lines.length - 1) return [];
    }
    throw unreadable(`line ${index + 1} is no event of a limit check`);
  });
  const [started] = events;
  if (started?.type !== 'limit-started' || started.logVersion !== 1)
    throw unreadable('it does not begin with the start of a limit check of this version');
  const last = events.at(-1);
  return { started, events, ...(last?.type === 'limit-ended' ? { ended: last } : {}) };
}

/** Every answered request of a log. */
export function observationsOf({ events }: Pick<LimitLog, 'events'>): LimitObservation[] {
  return events.flatMap((event) => (event.type === 'limit-answer' ? [event.observation] : []));
}

function unreadable(what: string): AssayError {
  return new AssayError(
    'usage',
    'limit-log',
    `This is not the log of a limit check: ${what}. Give the events.ndjson that \`assay limits\` wrote.`,
  );
}
