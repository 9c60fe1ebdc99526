import type { LimitClaim, LimitObservation } from '../model/limit.ts';
import type { Preflight } from './margins.ts';

/**
 * Round trip and clock offset from answers with `Date`: each says that the target's clock, cut to the second, stood between sending and
 * receiving; the offset lies in the intersection of all. Without a usable `Date` the clocks are taken to be within 2 s, at most 3 % of the window.
 */
export function readPreflight(observations: readonly LimitObservation[], claim: LimitClaim): Preflight {
  const answered = observations.filter(({ status }) => status !== null);
  const trips = answered.map(({ sentAt, receivedAt }) => receivedAt - sentAt).sort((a, b) => a - b);
  const rttMs = trips[Math.min(trips.length - 1, Math.floor(trips.length * 0.95))] ?? 1_000;
  const typicalMs = trips[Math.floor(trips.length / 2)] ?? 1_000;
  const assumed = Math.min(2_000, claim.windowMs * 0.03);
  const offset = intersectionOf(answered);
  return offset
    ? { offset, offsetMeasured: true, rttMs, typicalMs }
    : { offset: { least: -assumed, most: assumed }, offsetMeasured: false, rttMs, typicalMs };
}

/** How narrow an offset may become, milliseconds: clocks drift, and several servers answer. */
const NARROWEST_MS = 120;

/** The offset again with more answers: the more, the narrower. What they contradict stays as it was. */
export function refineOffset(preflight: Preflight, observations: readonly LimitObservation[]): Preflight {
  const seen = intersectionOf(observations.filter(({ status }) => status !== null));
  if (!preflight.offsetMeasured || !seen || seen.most - seen.least > preflight.offset.most - preflight.offset.least)
    return preflight;
  const pad = Math.max(0, NARROWEST_MS - (seen.most - seen.least)) / 2;
  return { ...preflight, offset: { least: seen.least - pad, most: seen.most + pad } };
}

function intersectionOf(observations: readonly LimitObservation[]): Preflight['offset'] | undefined {
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  let seen = 0;
  for (const { sentAt, receivedAt, headers } of observations) {
    const date = Date.parse(headers.find(([name]) => name === 'date')?.[1] ?? '');
    if (Number.isNaN(date)) continue;
    seen++;
    least = Math.max(least, date - receivedAt);
    most = Math.min(most, date + 1_000 - sentAt);
  }
  return seen > 0 && least <= most ? { least, most } : undefined;
}
