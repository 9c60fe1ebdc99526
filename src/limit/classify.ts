import type { LimitClaim, LimitExplanation } from '../model/limit.ts';
import { fitThreshold } from './family/fit.ts';
import { FAMILIES, type FamilyId, type Hypothesis, hypothesesOf } from './family/hypothesis.ts';
import { at, type Timeline } from './family/timeline.ts';

/** What the classifier is given. */
export interface ClassifyInput {
  readonly claim: LimitClaim;
  readonly timeline: Timeline;
  /** The target's clock less the prober's, milliseconds, as an interval. */
  readonly offset: { readonly least: number; readonly most: number };
  /** Waits that refusals announced, milliseconds. */
  readonly announcedMs: readonly number[];
}

/** What the classifier says. */
export interface Classification {
  /** The best explanation of each family, the best family first. */
  readonly ranking: readonly LimitExplanation[];
  /** Those that fit nearly as well as the first, the first included. */
  readonly surviving: readonly LimitExplanation[];
  /** True when one family alone is left and explains what was seen. */
  readonly decided: boolean;
}

/** Explanations whose cost is within this of the best survive. */
const MARGIN = 0.65;
/** Above this the best explanation explains nothing. */
const WORST = 4.5;
const MISMATCH_COST = 1.5;

/** Find the limiters that explain a timeline. */
export function classify(input: ClassifyInput): Classification {
  const { timeline, claim } = input;
  // A token bucket is used up only after a good tenth more than the quota.
  if (refusalsIn(timeline) === 0) return { ...only('none', input), decided: timeline.length >= claim.requests * 1.2 };
  const ranking = bestOfEachFamily(input);
  const best = ranking[0];
  if (!best) return { ranking, surviving: ranking, decided: false };
  const surviving = ranking.filter(({ cost }) => cost <= best.cost + MARGIN);
  return { ranking, surviving, decided: surviving.length === 1 && best.cost <= WORST };
}

function bestOfEachFamily(input: ClassifyInput): LimitExplanation[] {
  const byFamily = new Map<FamilyId, LimitExplanation>();
  let best = Number.POSITIVE_INFINITY;
  for (const hypothesis of hypothesesOf(input).sort((a, b) => a.prior - b.prior)) {
    const known = byFamily.get(hypothesis.family);
    // Neither the best of its family nor a survivor could come of it.
    if (hypothesis.prior > Math.min(known?.cost ?? Number.POSITIVE_INFINITY, best + 2 * MARGIN)) continue;
    const explained = explain(hypothesis, input);
    if (!explained || (known && explained.cost >= known.cost)) continue;
    byFamily.set(hypothesis.family, explained);
    best = Math.min(best, explained.cost);
  }
  const several = severalCounters(input);
  if (several) byFamily.set('several-counters', several);
  return [...byFamily.values()].sort((a, b) => a.cost - b.cost);
}

function explain(hypothesis: Hypothesis, { timeline, claim }: ClassifyInput): LimitExplanation | undefined {
  const fit = fitThreshold(timeline, hypothesis.load(timeline), claim.requests);
  const { quota } = hypothesis;
  if (quota && (fit.most < quota.least || fit.least > quota.most)) return undefined;
  const expectsClaim = hypothesis.family !== 'smoothing' && hypothesis.family !== 'concurrency';
  const cost = hypothesis.prior + MISMATCH_COST * fit.mismatches + (expectsClaim ? quotaCost(fit, claim.requests) : 0);
  return {
    family: hypothesis.family,
    title: FAMILIES[hypothesis.family],
    windowMs: hypothesis.windowMs,
    quota: { least: fit.least, most: fit.most },
    cost,
    windows: windowsOf(hypothesis, timeline),
  };
}

/** Another quota than the claimed one is less likely, and the less the further off it is. */
function quotaCost({ least, most }: { least: number; most: number }, claimed: number): number {
  if (least <= claimed && claimed <= most) return 0;
  const off = least > claimed ? least - claimed : claimed - most;
  return 0.6 + Math.min(2, (4 * off) / claimed);
}

/** Refusals and admissions that alternate faster than anything could have been given back in between. */
function severalCounters({ timeline, claim }: ClassifyInput): LimitExplanation | undefined {
  const quickMs = (0.5 * claim.windowMs) / claim.requests;
  let turns = 0;
  let refusedBefore = Number.NEGATIVE_INFINITY;
  let admitted = 0;
  for (let i = 0; i < timeline.length; i++) {
    if (at(timeline.refused, i)) refusedBefore = at(timeline.received, i);
    else if (timeline.seen[i]) {
      admitted++;
      const since = at(timeline.sent, i) - refusedBefore;
      if (since >= 0 && at(timeline.received, i) - refusedBefore < quickMs) turns++;
      refusedBefore = Number.NEGATIVE_INFINITY;
    }
  }
  if (turns < 2 || admitted <= claim.requests * 0.5) return undefined;
  return {
    family: 'several-counters',
    title: FAMILIES['several-counters'],
    windowMs: claim.windowMs,
    cost: Math.max(1, 5 - turns),
    windows: [],
  };
}

function only(family: FamilyId, { timeline, claim }: ClassifyInput): Omit<Classification, 'decided'> {
  const explanation: LimitExplanation = {
    family,
    title: FAMILIES[family],
    windowMs: claim.windowMs,
    quota: { least: timeline.length + 1, most: Number.POSITIVE_INFINITY },
    cost: 0,
    windows: [],
  };
  return { ranking: [explanation], surviving: [explanation] };
}

function refusalsIn(timeline: Timeline): number {
  return timeline.refused.reduce((sum, one) => sum + one, 0);
}

/** The windows that a timeline runs through, for drawing. */
function windowsOf(hypothesis: Hypothesis, timeline: Timeline): LimitExplanation['windows'] {
  const { originMs, windowMs } = hypothesis;
  const from = at(timeline.sent, 0);
  const to = at(timeline.received, timeline.length - 1);
  const begin = originMs === undefined ? from : originMs + Math.floor((from - originMs) / windowMs) * windowMs;
  const windows: { fromMs: number; toMs: number }[] = [];
  for (let at = begin; windowMs > 0 && at < to && windows.length < 12; at += windowMs)
    windows.push({ fromMs: at, toMs: at + windowMs });
  return windows;
}
