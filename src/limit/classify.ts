import type { LimitClaim, LimitExplanation } from '../model/limit.ts';
import { type Fit, fitThreshold } from './family/fit.ts';
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
  /** Those that explain every verdict and fit nearly as well as the first; none when no known limiter does. */
  readonly surviving: readonly LimitExplanation[];
  /** True when one family alone is left and explains what was seen. */
  readonly decided: boolean;
}

/** Explanations whose cost is within this of the best survive: less than one verdict that is not explained. */
export const MARGIN = 1.2;
const MISMATCH_COST = 2;
/** A refusal and an admission right after it, once: a slow refill does that, too. */
const LONE_TURN = 2;
/** Least share of refusals by which a limit of requests in flight, or counters apart, are told from chance. */
const LEAST_CROWDED = 0.05;

/** A hypothesis held against a timeline. */
export interface Explained {
  readonly hypothesis: Hypothesis;
  readonly fit: Fit;
  readonly cost: number;
}

/** Find the limiters that explain a timeline. */
export function classify(input: ClassifyInput): Classification {
  const { timeline } = input;
  if (refusalsIn(timeline) === 0) return withoutRefusal(input);
  const byFamily = new Map<FamilyId, Explained>();
  for (const one of explanationsOf(input)) {
    const known = byFamily.get(one.hypothesis.family);
    if (!known || one.cost < known.cost) byFamily.set(one.hypothesis.family, one);
  }
  const several = severalCounters(input);
  const ranking = [...[...byFamily.values()].map((one) => inWords(one, timeline)), ...(several ? [several] : [])].sort(
    (a, b) => a.cost - b.cost,
  );
  const best = ranking[0];
  if (!best) return { ranking, surviving: ranking, decided: false };
  // What does not explain every verdict is no explanation, even when nothing else is better.
  const explains = (one: LimitExplanation) =>
    one === several || byFamily.get(one.family as FamilyId)?.fit.mismatches === 0;
  const close = ranking.filter(({ cost }) => cost <= best.cost + MARGIN);
  const shown = best === several ? several.cost < LONE_TURN : isShown(best, timeline);
  return { ranking, surviving: close.filter(explains), decided: close.length === 1 && explains(best) && shown };
}

/** Every hypothesis that may be the best of its family or survive, held against the timeline. */
export function explanationsOf(input: ClassifyInput): Explained[] {
  const known = new Map<FamilyId, number>();
  const explained: Explained[] = [];
  let best = Number.POSITIVE_INFINITY;
  for (const hypothesis of hypothesesOf(input).sort((a, b) => a.prior - b.prior)) {
    const bar = Math.min(known.get(hypothesis.family) ?? Number.POSITIVE_INFINITY, best + MARGIN);
    if (hypothesis.prior > bar) continue;
    const one = explain(hypothesis, input);
    if (!one) continue;
    explained.push(one);
    known.set(hypothesis.family, Math.min(one.cost, known.get(hypothesis.family) ?? Number.POSITIVE_INFINITY));
    best = Math.min(best, one.cost);
  }
  return explained;
}

function explain(hypothesis: Hypothesis, { timeline, claim }: ClassifyInput): Explained | undefined {
  const { quota, bounded } = hypothesis;
  const loose = fitThreshold(timeline, hypothesis.load(timeline), claim.requests);
  const fit =
    bounded && loose.mismatches > 0
      ? fitThreshold(timeline, hypothesis.load(timeline, loose.least), claim.requests)
      : loose;
  if (quota && (fit.most < quota.least || fit.least > quota.most)) return undefined;
  const expectsClaim = hypothesis.family !== 'smoothing' && hypothesis.family !== 'concurrency';
  const cost = hypothesis.prior + MISMATCH_COST * fit.mismatches + (expectsClaim ? quotaCost(fit, claim.requests) : 0);
  return { hypothesis, fit, cost };
}

function inWords({ hypothesis, fit, cost }: Explained, timeline: Timeline): LimitExplanation {
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
  return 1.3 + Math.min(1.5, (4 * off) / claimed);
}

/** Refusals and admissions that alternate faster than anything could have been given back in between. */
function severalCounters({ timeline, claim }: ClassifyInput): LimitExplanation | undefined {
  const quickMs = (0.5 * claim.windowMs) / claim.requests;
  let turns = 0;
  let refusedBefore = Number.NEGATIVE_INFINITY;
  let admitted = 0;
  let last = 0;
  for (let i = 0; i < timeline.length; i++) {
    if (at(timeline.refused, i)) refusedBefore = at(timeline.received, i);
    else if (timeline.seen[i]) {
      admitted++;
      const since = at(timeline.sent, i) - refusedBefore;
      if (since >= 0 && at(timeline.received, i) - refusedBefore < quickMs) {
        turns++;
        last = i;
      }
      refusedBefore = Number.NEGATIVE_INFINITY;
    }
  }
  const first = timeline.refused.indexOf(1);
  const refused = timeline.refused.slice(first, last).reduce((sum, one) => sum + one, 0);
  const byChance = refused < LEAST_CROWDED * (last - first);
  if (turns < 1 || byChance || admitted <= claim.requests * 0.5) return undefined;
  return {
    family: 'several-counters',
    title: FAMILIES['several-counters'],
    windowMs: claim.windowMs,
    cost: turns > 1 ? 1.4 : LONE_TURN,
    windows: [],
  };
}

/** Nothing was refused: there is no limiter up to what was sent, or one that had given back enough by then. */
function withoutRefusal({ timeline, claim, offset }: ClassifyInput): Classification {
  const { requests, windowMs } = claim;
  const from = at(timeline.sent, 0);
  const to = at(timeline.received, timeline.length - 1);
  const admitted = timeline.admittedLow.reduce((sum, one) => sum + one, 0);
  const explanation = (family: FamilyId, most: number): LimitExplanation => ({
    family,
    title: FAMILIES[family],
    windowMs,
    quota: { least: admitted + 1, most },
    cost: 0,
    windows: [],
  });
  const clock = (instant: number, off: number) => Math.floor((instant + off) / windowMs);
  const crossed = clock(from, offset.least) < clock(to, offset.most);
  const surviving = [
    explanation('none', Number.POSITIVE_INFINITY),
    ...(admitted <= requests * (1.01 + (to - from) / windowMs) + 2 ? [explanation('token-bucket', requests)] : []),
    ...(crossed && admitted <= 2 * requests ? [explanation('fixed-window-epoch', requests)] : []),
    ...(admitted <= requests ? [explanation('sliding-log', requests)] : []),
  ];
  return { ranking: surviving, surviving, decided: surviving.length === 1 };
}

/** Has the timeline what the family is known by? */
function isShown({ family, quota }: LimitExplanation, timeline: Timeline): boolean {
  return family === 'concurrency' ? isCrowded(timeline, quota?.least ?? 1) : cameBack(timeline);
}

/** Refusals in a crowd are told from refusals by chance by coming together, or by their share among the requests of such a crowd. */
function isCrowded(timeline: Timeline, crowd: number): boolean {
  const { length, overlapBefore, overlapAfter, refusedBefore, refusedAfter, refused } = timeline;
  const each = Array.from({ length }, (_, i) => i);
  const together = each.filter((i) => at(refused, i) && at(refusedBefore, i) + at(refusedAfter, i) > 0).length;
  const crowded = each.filter((i) => !at(refused, i) && at(overlapBefore, i) + at(overlapAfter, i) >= crowd).length;
  const turnedAway = refusalsIn(timeline);
  return together >= 2 || (turnedAway >= 2 && turnedAway >= LEAST_CROWDED * crowded);
}

/** Was anything let through after a refusal? As long as nothing was, no name can be told from a limit that never ends. */
function cameBack(timeline: Timeline): boolean {
  const first = timeline.refused.indexOf(1);
  return timeline.seen.some((seen, index) => index > first && seen > 0 && at(timeline.refused, index) === 0);
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
