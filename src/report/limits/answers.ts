import type { LimitObservation, LimitReport } from '../../model/limit.ts';

/** How the key's own requests went, as a reader of the plot sees them. */
export type Seen = 'admitted' | 'refused' | 'other';

/** Requests of the key under test, in the order of sending. */
export function keyRequests({ observations }: LimitReport): LimitObservation[] {
  return observations.filter(({ role }) => role === 'victim').sort((a, b) => a.sentAt - b.sentAt);
}

/** Let through, turned away, or neither. */
export function seenAs({ status }: LimitObservation, { claim }: LimitReport): Seen {
  if (status === null) return 'other';
  if (status === claim.status || status === 429 || status === 503 || status === 403) return 'refused';
  return status < 400 ? 'admitted' : 'other';
}

/** Milliseconds as `84.2 s`. */
export function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
