import type { LimitObservation } from '../../model/limit.ts';
import { answerOf, isOnKey } from '../answer.ts';

/** Observations of one key as columns, in the order of sending: what every family computes on. */
export interface Timeline {
  readonly length: number;
  /** Epoch milliseconds between which each request was decided. */
  readonly sent: Float64Array;
  readonly received: Float64Array;
  /** How certainly (low) and possibly (high) a request was admitted; both 0 for a refusal. */
  readonly admittedLow: Float64Array;
  readonly admittedHigh: Float64Array;
  /** 1 for a refusal. */
  readonly refused: Float64Array;
  /** 1 where the verdict was seen: it must be explained. */
  readonly seen: Uint8Array;
  /** Admitted requests sent before each one that may have been decided after it, and the other way round. */
  readonly overlapBefore: Float64Array;
  readonly overlapAfter: Float64Array;
  /** The same of refusals. */
  readonly refusedBefore: Float64Array;
  readonly refusedAfter: Float64Array;
  /** Places in the order of receipt, and the instants of receipt in that order. */
  readonly byReceipt: Uint32Array;
  readonly receivedSorted: Float64Array;
}

/** The load of a family just before each request, as bounds. */
export interface Load {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Build the timeline; `weightOf` says how much of the key's quota a request of another role takes. */
export function timelineOf(
  observations: readonly LimitObservation[],
  status: number,
  weightOf: (observation: LimitObservation) => number,
): Timeline {
  const kept = observations
    .flatMap((one) => {
      const answer = answerOf(one, status, true);
      const weight = isOnKey(one) ? 1 : weightOf(one);
      const aliasRefused = one.role === 'alias' && answer === 'refused';
      if (answer === 'error' || (weight === 0 && !aliasRefused)) return [];
      return [{ one, answer, weight }];
    })
    .sort((a, b) => a.one.sentAt - b.one.sentAt || a.one.index - b.one.index);
  const column = (value: (entry: (typeof kept)[number]) => number) => Float64Array.from(kept, value);
  const sent = column(({ one }) => one.sentAt);
  const received = column(({ one }) => one.receivedAt);
  const admittedLow = column(({ answer, weight }) => (answer === 'admitted' ? weight : 0));
  const refused = column(({ answer }) => (answer === 'refused' ? 1 : 0));
  const admitted = overlaps(sent, received, admittedLow);
  const turned = overlaps(sent, received, refused);
  return {
    length: kept.length,
    sent,
    received,
    admittedLow,
    admittedHigh: column(({ answer, weight }) => (answer === 'refused' ? 0 : weight)),
    refused,
    seen: Uint8Array.from(kept, ({ one, answer }) => (isOnKey(one) && answer !== 'lost' ? 1 : 0)),
    overlapBefore: admitted.before,
    overlapAfter: admitted.after,
    refusedBefore: turned.before,
    refusedAfter: turned.after,
    ...receipts(received),
  };
}

function receipts(received: Float64Array) {
  const byReceipt = Uint32Array.from(received.keys()).sort((a, b) => at(received, a) - at(received, b));
  return { byReceipt, receivedSorted: Float64Array.from(byReceipt, (index) => at(received, index)) };
}

function overlaps(sent: Float64Array, received: Float64Array, weight: Float64Array) {
  const before = new Float64Array(sent.length);
  const after = new Float64Array(sent.length);
  let oldest = 0;
  for (let i = 0; i < sent.length; i++) {
    while (oldest < i && at(received, oldest) <= at(sent, i)) oldest++;
    for (let j = oldest; j < i; j++) {
      if (at(received, j) <= at(sent, i)) continue;
      before[i] = at(before, i) + at(weight, j);
      after[j] = at(after, j) + at(weight, i);
    }
  }
  return { before, after };
}

/** The same timeline with instants after its end at which somebody looks and nothing is sent. */
export function withOnlookers(timeline: Timeline, instants: readonly number[], tripMs: number): Timeline {
  const add = (column: Float64Array, value: (instant: number) => number) =>
    Float64Array.from([...column, ...instants.map(value)]);
  const none = () => 0;
  const received = add(timeline.received, (instant) => instant + tripMs);
  return {
    length: timeline.length + instants.length,
    sent: add(timeline.sent, (instant) => instant),
    received,
    ...receipts(received),
    admittedLow: add(timeline.admittedLow, none),
    admittedHigh: add(timeline.admittedHigh, none),
    refused: add(timeline.refused, none),
    seen: Uint8Array.from([...timeline.seen, ...instants.map(none)]),
    overlapBefore: add(timeline.overlapBefore, none),
    overlapAfter: add(timeline.overlapAfter, none),
    refusedBefore: add(timeline.refusedBefore, none),
    refusedAfter: add(timeline.refusedAfter, none),
  };
}

/** An element of a column; 0 outside of it. */
export function at(column: Float64Array | Uint32Array | Uint8Array | readonly number[], index: number): number {
  return column[index] ?? 0;
}

/** Spread a nominal load by what may have been decided in another order; refusals matter where they count. */
export function spread(
  timeline: Timeline,
  index: number,
  low: number,
  high: number,
  load: Load,
  refusalsCount = false,
): void {
  const [before, after] = refusalsCount
    ? [at(timeline.refusedBefore, index), at(timeline.refusedAfter, index)]
    : [0, 0];
  load.low[index] = Math.max(0, low - at(timeline.overlapBefore, index) - before);
  load.high[index] = high + at(timeline.overlapAfter, index) + after;
}

/** Two empty columns. */
export function emptyLoad(timeline: Timeline): Load {
  return { low: new Float64Array(timeline.length), high: new Float64Array(timeline.length) };
}
