import type { LimitCertificate, LimitClaim, LimitObservation } from '../model/limit.ts';
import { answerOf, isOnKey } from './answer.ts';

/** What certificates need to know beside the observations. */
export interface CertificateContext {
  readonly claim: LimitClaim;
  /** What the measurement cannot tell apart in time, milliseconds. */
  readonly deltaMs: number;
  /** The key is known to have been idle from here on, epoch milliseconds. */
  readonly quietSinceMs: number;
  /** True when requests of the key that fail are known to count. */
  readonly failuresCount: boolean;
}

/**
 * Too many: more than the quota admitted, all of whose intervals lie within one window less `deltaMs`. Rests on nothing but the instants, so it
 * holds whatever the algorithm is. The strongest one, or undefined.
 */
export function overCertificate(
  observations: readonly LimitObservation[],
  { claim, deltaMs, failuresCount }: CertificateContext,
): LimitCertificate | undefined {
  const admitted = observations
    .filter(
      (one) =>
        (one.role === 'victim' || (one.role === 'failing' && failuresCount)) &&
        answerOf(one, claim.status) === 'admitted',
    )
    .sort((a, b) => a.sentAt - b.sentAt);
  const span = claim.windowMs - deltaMs;
  const quota = claim.requests + Math.floor(claim.requests * claim.tolerance.over);
  const received = Float64Array.from(admitted, ({ receivedAt }) => receivedAt).sort();
  let best: { count: number; from: number } | undefined;
  for (const [index, first] of admitted.entries()) {
    // Those received by the end of the span, less those sent before its begin: a lower bound when both overlap.
    const count = upperBound(received, first.sentAt + span) - index;
    if (count > (best?.count ?? quota)) best = { count, from: first.sentAt };
  }
  if (!best) return undefined;
  const inside = admitted.filter(({ sentAt, receivedAt }) => sentAt >= best.from && receivedAt <= best.from + span);
  const toMs = Math.max(...inside.map(({ receivedAt }) => receivedAt));
  const seconds = ((toMs - best.from) / 1_000).toFixed(1);
  return {
    kind: 'over',
    admitted: inside.length,
    quota: claim.requests,
    fromMs: best.from,
    toMs,
    words: `${inside.length} requests of one key were admitted within ${seconds} s, from the sending of the first to the receipt of the last; the promise is ${claim.requests} in any ${claim.windowMs / 1_000} s`,
  };
}

/**
 * Too few: a refusal although even the widest window that could have been looked at (plus `deltaMs`) held fewer than the quota, counting every
 * request of the key that may have been admitted, also those without an answer. The strongest one, or undefined.
 */
export function underCertificate(
  observations: readonly LimitObservation[],
  { claim, deltaMs, quietSinceMs }: CertificateContext,
): LimitCertificate | undefined {
  const load = observations.filter((one) => mayCount(one, claim)).sort((a, b) => a.sentAt - b.sentAt);
  const sent = Float64Array.from(load, ({ sentAt }) => sentAt);
  const received = Float64Array.from(load, ({ receivedAt }) => receivedAt).sort();
  let best: LimitCertificate | undefined;
  for (const refused of observations) {
    if (refused.role !== 'victim' || answerOf(refused, claim.status, true) !== 'refused') continue;
    const fromMs = refused.sentAt - claim.windowMs - deltaMs;
    if (fromMs < quietSinceMs) continue;
    // Sent before the refusal came back, less those answered before the window began.
    const admitted = upperBound(sent, refused.receivedAt) - upperBound(received, fromMs);
    if (admitted >= claim.requests || admitted >= (best?.admitted ?? Number.POSITIVE_INFINITY)) continue;
    best = {
      kind: 'under',
      admitted,
      quota: claim.requests,
      fromMs,
      toMs: refused.receivedAt,
      words: `a request was refused although at most ${admitted} requests had been admitted in the ${((claim.windowMs + deltaMs) / 1_000).toFixed(1)} s before it; the promise is ${claim.requests}`,
    };
  }
  return best;
}

/** A request that may have used up quota by the promise: of the key itself; of anybody when the promise does not say whose. */
function mayCount(one: LimitObservation, claim: LimitClaim): boolean {
  const answer = answerOf(one, claim.status, true);
  if (one.role === 'alias') return answer === 'admitted' || answer === 'lost';
  if (!isOnKey(one)) return claim.per !== 'credential';
  return answer !== 'refused';
}

/** How many of the sorted values are at most `limit`. */
export function upperBound(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
