import type { LimitClaim } from '../../model/limit.ts';
import { answerOf } from '../answer.ts';
import type { Study } from '../study.ts';
import { DIALECTS, type DialectId, type LimitReading, readLimitHeaders, resetInMs } from './dialects.ts';

/** What the limit headers of a probe say, and where they are wrong. */
export interface HeaderTruth {
  readonly dialects: readonly DialectId[];
  /** Distinct faults, in words. */
  readonly faults: readonly string[];
  /** Answers of the key that carried any. */
  readonly answers: number;
}

/** Hold the headers of every answer to the key against each other, the claim and what the target did. */
export function headerTruth({ observations, claim, preflight }: Study): HeaderTruth {
  const faults = new Set<string>();
  const dialects = new Set<DialectId>();
  const answered = observations
    .filter(({ role, status }) => role === 'victim' && status !== null)
    .map((one) => ({ one, readings: readLimitHeaders(one), refused: answerOf(one, claim.status, true) === 'refused' }));
  const carrying = answered.filter(({ readings }) => readings.length > 0);
  for (const { one, readings, refused } of carrying) {
    const targetNow = one.receivedAt + (preflight.offset.least + preflight.offset.most) / 2;
    for (const reading of readings) {
      dialects.add(reading.dialect);
      for (const fault of faultsOf(reading, claim, refused, targetNow))
        faults.add(`${DIALECTS[reading.dialect]}: ${fault}`);
    }
  }
  for (const fault of arithmeticFaults(carrying)) faults.add(fault);
  return { dialects: [...dialects], faults: [...faults], answers: carrying.length };
}

function faultsOf(reading: LimitReading, claim: LimitClaim, refused: boolean, targetNowMs: number): string[] {
  const { limit, remaining, reset, windowMs, problems } = reading;
  const faults = [...problems];
  if (
    limit !== undefined &&
    limit !== claim.requests &&
    Math.abs(limit - claim.requests) > claim.requests * claim.tolerance.over
  )
    faults.push(`the limit is said to be ${limit}, the promise is ${claim.requests}`);
  if (windowMs !== undefined && windowMs !== claim.windowMs)
    faults.push(`the window is said to be ${windowMs / 1_000} s, the promise is ${claim.windowMs / 1_000} s`);
  if (limit !== undefined && remaining !== undefined && remaining > limit)
    faults.push('more is said to remain than the limit');
  if (refused && remaining !== undefined && remaining > 0) faults.push('requests are said to remain on a refusal');
  if (reset !== undefined) {
    const inMs = resetInMs(reset, targetNowMs);
    if (inMs > 1.1 * claim.windowMs + 2_000 || inMs < -15_000)
      faults.push(
        `the reset, read as ${unitWords[reset.unit]}, lies ${Math.round(inMs / 1_000)} s ahead, which no window of ${claim.windowMs / 1_000} s explains`,
      );
  }
  return faults;
}

const unitWords = {
  'delta-s': 'seconds to wait',
  'epoch-s': 'seconds of the epoch',
  'epoch-ms': 'milliseconds of the epoch',
} as const;

type Carrying = {
  readonly one: { readonly sentAt: number; readonly receivedAt: number };
  readonly readings: readonly LimitReading[];
  readonly refused: boolean;
};

/** One after the other, and nothing given back in between: each admitted request leaves one fewer; the same number twice means counters apart. */
function arithmeticFaults(answers: readonly Carrying[]): string[] {
  let steps = 0;
  let jumps = 0;
  for (let i = 1; i < answers.length; i++) {
    const before = answers[i - 1];
    const after = answers[i];
    if (!before || !after || after.refused || before.refused || after.one.sentAt < before.one.receivedAt) continue;
    if (after.one.sentAt - before.one.receivedAt > 2_000) continue;
    const [from, to] = [before.readings[0]?.remaining, after.readings[0]?.remaining];
    if (from === undefined || to === undefined) continue;
    steps++;
    if (to !== from - 1 && to !== from) jumps++;
    else if (to === from && from > 0) jumps += 0.5;
  }
  return steps >= 6 && jumps > Math.max(2, steps * 0.2)
    ? [
        `remaining does not go down by one from request to request (${Math.ceil(jumps)} of ${steps} steps), as if several counters answered`,
      ]
    : [];
}
