import type { Clock } from '../kernel/clock.ts';
import type { BatteryEnd, BatterySetup, LimitEvent, ProbeAction } from '../limit/index.ts';
import { battery } from '../limit/index.ts';
import type { LimitObservation } from '../model/limit.ts';

/** What became of one request. */
export type ProbeAnswer = Pick<LimitObservation, 'sentAt' | 'receivedAt' | 'status' | 'headers'>;

/** How a battery is driven. */
export interface DriveOptions {
  readonly setup: BatterySetup;
  readonly clock: Clock;
  send(volley: Pick<LimitObservation, 'step' | 'role' | 'alias'>): Promise<ProbeAnswer>;
  readonly emit: (event: LimitEvent) => void;
  /** Events of an interrupted probe, to go on from. */
  readonly before?: readonly LimitEvent[];
  readonly startedAtMs: number;
  readonly signal?: AbortSignal;
}

/** Drive a battery to its end: waits and volleys in time, every answer logged as it comes. */
export async function drive(options: DriveOptions): Promise<BatteryEnd> {
  const talk = battery(options.setup, options.startedAtMs);
  const now = steadyNow(options.clock);
  const recorded = repliesOf(options.before ?? []);
  let index = 0;
  let step = talk.next();
  while (!step.done) {
    const past = recorded.shift();
    if (past) {
      if (step.value.kind === 'volley') for (const one of past.observations) tell(step.value, one);
      index += past.observations.length;
      step = talk.next(past);
      continue;
    }
    options.signal?.throwIfAborted();
    const observations = await perform(step.value, options, now, () => index++);
    const nowMs = now();
    options.emit({ type: 'limit-reply', nowMs });
    step = talk.next({ nowMs, observations });
  }
  return step.value;
}

function tell({ pacer }: Extract<ProbeAction, { kind: 'volley' }>, observation: LimitObservation): void {
  pacer.sent(observation.sentAt);
  pacer.answered(observation);
}

async function perform(
  action: ProbeAction,
  options: DriveOptions,
  now: () => number,
  nextIndex: () => number,
): Promise<LimitObservation[]> {
  const { clock, emit, signal } = options;
  if (action.kind === 'wait') {
    emit({ type: 'limit-waiting', untilMs: action.untilMs, why: action.why });
    await clock.sleep(Math.max(0, action.untilMs - now()), signal);
    return [];
  }
  const { volley, pacer } = action;
  const seen: LimitObservation[] = [];
  const inFlight = new Set<Promise<void>>();
  const launch = () => {
    const index = nextIndex();
    pacer.sent(now());
    const flight = options.send(volley).then((answer) => {
      inFlight.delete(flight);
      const { step, role, alias } = volley;
      const observation = { index, step, role, ...(alias ? { alias } : {}), ...answer };
      seen.push(observation);
      pacer.answered(observation);
      emit({ type: 'limit-answer', observation });
    });
    inFlight.add(flight);
  };
  for (;;) {
    const next = pacer.next(now(), inFlight.size);
    if (next.kind === 'done') break;
    if (next.kind === 'blocked') await Promise.race(inFlight);
    else if (next.atMs > now()) await clock.sleep(next.atMs - now(), signal);
    else launch();
  }
  await Promise.all(inFlight);
  return seen.sort((a, b) => a.index - b.index);
}

/** Epoch milliseconds that no step of the wall clock disturbs. */
function steadyNow(clock: Clock): () => number {
  const base = clock.now() - clock.monotonic();
  return () => base + clock.monotonic();
}

/** Replies of a log in order; answers after the last one belong to a volley that was cut off. */
function repliesOf(events: readonly LimitEvent[]): { nowMs: number; observations: LimitObservation[] }[] {
  const replies: { nowMs: number; observations: LimitObservation[] }[] = [];
  let open: LimitObservation[] = [];
  for (const event of events) {
    if (event.type === 'limit-answer') open.push(event.observation);
    if (event.type !== 'limit-reply') continue;
    replies.push({ nowMs: event.nowMs, observations: open.sort((a, b) => a.index - b.index) });
    open = [];
  }
  if (open.length > 0)
    replies.push({ nowMs: Math.max(...open.map(({ receivedAt }) => receivedAt)), observations: open });
  return replies;
}
