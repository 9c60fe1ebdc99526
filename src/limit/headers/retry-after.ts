import type { LimitObservation } from '../../model/limit.ts';

/** The first value of a header of an observation (lower-case name). */
export function headerValue({ headers }: Pick<LimitObservation, 'headers'>, name: string): string | undefined {
  return headers.find(([header]) => header === name)?.[1];
}

/** The wait that `Retry-After` asks for, milliseconds (RFC 9110 §10.2.3); a date is measured from the answer's own `Date`. */
export function waitOf(observation: LimitObservation): number | undefined {
  const value = headerValue(observation, 'retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1_000;
  const until = Date.parse(value);
  const now = Date.parse(headerValue(observation, 'date') ?? '');
  if (Number.isNaN(until)) return undefined;
  return Math.max(0, until - (Number.isNaN(now) ? observation.receivedAt : now));
}
