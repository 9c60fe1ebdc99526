import type { LimitClaim } from '../../model/limit.ts';
import { type Anchor, fixedFromFirst, fixedWindow } from './fixed-window.ts';
import { block, penalty } from './penalty.ts';
import { slidingCounter } from './sliding-counter.ts';
import { slidingLog } from './sliding-log.ts';
import { at, type Load, type Timeline } from './timeline.ts';
import { concurrency, lumpyBucket, tokenBucket } from './token-bucket.ts';

/** The families that can be told apart from outside, with what they are called. */
export const FAMILIES = {
  none: 'no limiter up to what was sent',
  'sliding-log': 'sliding log (a true rolling window)',
  'sliding-log-counting-refusals': 'sliding log in which refused requests count',
  'fixed-window-epoch': 'fixed window aligned to the clock',
  'fixed-window-first-request': 'fixed window from the first request',
  'fixed-window-unknown-anchor': 'fixed window of unknown anchor',
  'sliding-counter': 'sliding counter of two weighted buckets',
  'sliding-counter-counting-refusals': 'sliding counter in which refused requests count',
  'token-bucket': 'token bucket (GCRA) of the size of the quota',
  smoothing: 'smoothing: a small burst refilled at the documented rate',
  penalty: 'penalty: every refusal starts the wait anew',
  block: 'block: an excess shuts the key out for a time',
  concurrency: 'limit of requests in flight',
  'several-counters': 'several counters that do not share what they know',
} as const;

/** Id of a family. */
export type FamilyId = keyof typeof FAMILIES;

/** One limiter with its numbers; the threshold is fitted. */
export interface Hypothesis {
  readonly family: FamilyId;
  readonly windowMs: number;
  /** How unlikely it is before anything was seen. */
  readonly prior: number;
  /** Where its windows begin, when it follows a clock. */
  readonly originMs?: number;
  /** Accept only thresholds within these bounds. */
  readonly quota?: { readonly least: number; readonly most: number };
  /** Bounds of the load; `threshold` is given the second time, for families whose load never exceeds it. */
  load(timeline: Timeline, threshold?: number): Load;
  /** True when the load is to be computed again with the threshold that was found. */
  readonly bounded?: boolean;
}

/** What hypotheses are made from. */
export interface HypothesisContext {
  readonly claim: LimitClaim;
  readonly timeline: Timeline;
  /** The target's clock less the prober's, as an interval. */
  readonly offset: { readonly least: number; readonly most: number };
  /** Waits that the target announced, milliseconds. */
  readonly announcedMs: readonly number[];
}

const STANDARD_MS = [1_000, 10_000, 60_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000];

/** Another window than the claimed one, though a usual one. */
const OTHER_WINDOW = 1.8;
/** A window, a block or an anchor that nothing but the data suggests. */
const ANY_WINDOW = 2;
const ANY_BLOCK = 1.6;
const UNKNOWN_ANCHOR = 0.8;
/** In a window, and at most: how finely an unknown anchor is tried. */
const PLACES = 25;
const MOST_PLACES = 25;
/** A window that is wrong by less than this is more likely than any other. */
const NEARLY = 0.05;
const NEARLY_RIGHT = 0.9;

/** Every limiter worth trying: the families at the claimed window, at standard ones, and at those that the releases suggest. */
export function hypothesesOf(context: HypothesisContext): Hypothesis[] {
  const { claim } = context;
  const others = [...STANDARD_MS, claim.windowMs / 2, claim.windowMs * 2].filter(
    (ms) => ms !== claim.windowMs && ms >= claim.windowMs / 60 && ms <= claim.windowMs * 3,
  );
  const fitted = releasesOf(context.timeline, claim.windowMs);
  return [
    ...windowed(context, claim.windowMs, 0),
    ...[...new Set(others)].flatMap((windowMs) =>
      windowed(context, windowMs, windowMs > 2 * claim.windowMs ? ANY_WINDOW : OTHER_WINDOW),
    ),
    ...fitted.windows.flatMap(({ ms, prior }) =>
      windowed(context, ms, prior).filter(({ originMs }) => originMs === undefined),
    ),
    ...ownPhase(context),
    ...fitted.boundaries.flatMap((boundary) => unknownAnchors(context, boundary)),
    ...blocks(context, fitted.blocks),
    ...buckets(context),
    ...lumpyBuckets(context),
    {
      family: 'concurrency',
      windowMs: 0,
      prior: 0.3,
      quota: { least: 1, most: 64 },
      load: concurrency,
    },
  ];
}

const GRAINS = [
  { ms: 15, prior: 0 },
  { ms: 1_000, prior: 0.2 },
];

function windowed({ claim, offset }: HypothesisContext, windowMs: number, prior: number): Hypothesis[] {
  const clock: Anchor = {
    originMs: -(offset.least + offset.most) / 2,
    uncertaintyMs: (offset.most - offset.least) / 2,
  };
  const documented = claim.algorithm === 'rolling' ? 0 : 0.2;
  return GRAINS.filter(({ ms }) => ms * 8 <= windowMs).flatMap((grain): Hypothesis[] => {
    const make = (
      family: FamilyId,
      extra: number,
      load: (timeline: Timeline) => Load,
      originMs?: number,
    ): Hypothesis => ({
      family,
      windowMs,
      prior: prior + extra + grain.prior,
      load,
      ...(originMs === undefined ? {} : { originMs }),
    });
    const anchor = { ...clock, uncertaintyMs: clock.uncertaintyMs + grain.ms };
    const counter = (refusalsCount: boolean) => (timeline: Timeline) =>
      slidingCounter(timeline, windowMs, clock, refusalsCount, grain.ms);
    return [
      make('sliding-log', documented, (timeline) => slidingLog(timeline, windowMs, false, grain.ms)),
      make('sliding-log-counting-refusals', 0.2, (timeline) => slidingLog(timeline, windowMs, true, grain.ms)),
      make('fixed-window-epoch', 0, (timeline) => fixedWindow(timeline, windowMs, anchor), clock.originMs),
      make('fixed-window-first-request', 0.1, (timeline) => fixedFromFirst(timeline, windowMs, grain.ms)),
      make('sliding-counter', 0.1, counter(false), clock.originMs),
      make('sliding-counter-counting-refusals', 0.3, counter(true), clock.originMs),
      make('penalty', 0.3, (timeline) => penalty(timeline, windowMs, grain.ms)),
    ];
  });
}

/** Two buckets that begin with the first request of the key. */
function ownPhase({ claim, timeline }: HypothesisContext): Hypothesis[] {
  const { windowMs } = claim;
  const [sent, received] = [at(timeline.sent, 0), at(timeline.received, 0)];
  const anchor = { originMs: (sent + received) / 2, uncertaintyMs: (received - sent) / 2 + 15, opened: true };
  return [false, true].map((refusalsCount) => ({
    family: refusalsCount ? ('sliding-counter-counting-refusals' as const) : ('sliding-counter' as const),
    windowMs,
    prior: refusalsCount ? 0.7 : 0.5,
    originMs: anchor.originMs,
    load: (timeline: Timeline) => slidingCounter(timeline, windowMs, anchor, refusalsCount, 15),
  }));
}

/** A window whose boundary lies between a refusal and an admission; where the two are far apart, at each place in between. */
function unknownAnchors({ claim }: HypothesisContext, gap: Gap): Hypothesis[] {
  const { windowMs } = claim;
  const widthMs = gap.toMs - gap.fromMs;
  const places = Math.min(MOST_PLACES, Math.max(1, Math.ceil((PLACES * widthMs) / windowMs)));
  return Array.from({ length: places }, (_, place) => {
    const half = widthMs / places / 2;
    const anchor = { originMs: gap.fromMs + (2 * place + 1) * half, uncertaintyMs: half + 15 };
    return {
      family: 'fixed-window-unknown-anchor',
      windowMs,
      prior: UNKNOWN_ANCHOR + fittedPrior(gap, windowMs),
      originMs: anchor.originMs,
      load: (timeline: Timeline) => fixedWindow(timeline, windowMs, anchor),
    };
  });
}

function blocks({ claim, announcedMs }: HypothesisContext, fitted: readonly Fitted[]): Hypothesis[] {
  const announced = announcedMs.filter((ms) => ms > 0).map((ms) => ({ ms, prior: 0.6 }));
  const standard = [0.5, 1, 1.5, 2].map((share) => ({ ms: share * claim.windowMs, prior: 0.5 }));
  return [...announced, ...standard, ...fitted].map(({ ms, prior }) => ({
    family: 'block',
    windowMs: claim.windowMs,
    prior,
    load: (timeline) => block(timeline, claim.windowMs, ms, 1_000),
  }));
}

function buckets({ claim }: HypothesisContext): Hypothesis[] {
  const perMs = claim.requests / claim.windowMs;
  const half = Math.max(2, claim.requests / 2);
  return [15, 1_000].flatMap((grainMs): Hypothesis[] => [
    {
      family: 'token-bucket',
      windowMs: claim.windowMs,
      prior: 0.1 + (grainMs > 15 ? 0.2 : 0),
      quota: { least: half, most: claim.requests * 4 },
      bounded: true,
      load: (timeline, most) => tokenBucket(timeline, perMs, Math.min(grainMs, claim.windowMs / 20), most),
    },
    {
      family: 'smoothing',
      windowMs: claim.windowMs,
      prior: 0.1 + (grainMs > 15 ? 0.2 : 0),
      quota: { least: 1, most: half },
      bounded: true,
      load: (timeline, most) => tokenBucket(timeline, perMs, grainMs > 15 ? 100 : 15, most),
    },
  ]);
}

/** Buckets that fill in lumps of more than a second, counted from the first request or by the clock. */
function lumpyBuckets({ claim, timeline, offset }: HypothesisContext): Hypothesis[] {
  const { requests, windowMs } = claim;
  const [sent, received] = [at(timeline.sent, 0), at(timeline.received, 0)];
  const first = { originMs: (sent + received) / 2, uncertaintyMs: (received - sent) / 2 + 15 };
  const clock = { originMs: -(offset.least + offset.most) / 2, uncertaintyMs: (offset.most - offset.least) / 2 + 50 };
  const shares = [10, 20, 60].map((part) => windowMs / part);
  const lumps = [...new Set([...shares, 5_000, 10_000, 30_000, 60_000])].filter(
    (ms) => ms > 1_500 && ms <= windowMs / 10,
  );
  return lumps.flatMap((lumpMs) =>
    [first, clock].map((anchor) => ({
      family: 'token-bucket' as const,
      windowMs,
      prior: 0.5,
      originMs: anchor.originMs,
      quota: { least: Math.max(2, requests / 2), most: requests * 4 },
      load: (one: Timeline) => lumpyBucket(one, requests / windowMs, { ...anchor, lumpMs }),
    })),
  );
}

/** From a refusal to the next admission: quota came back in between. */
interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A number read off the data, and how unlikely it is that it came to lie there. */
interface Fitted {
  readonly ms: number;
  readonly prior: number;
}

/** A free number that happens to lie in a small part of where it could lie is unlikely, the more the smaller. */
function fittedPrior({ fromMs, toMs }: Gap, windowMs: number): number {
  return Math.min(3.2, 0.7 * Math.max(0, Math.log(windowMs / Math.max(1, toMs - fromMs))));
}

/** When requests came back after refusals, and which windows, boundaries and blocks would do that. */
function releasesOf(timeline: Timeline, windowMs: number) {
  const windows: Fitted[] = [];
  const boundaries: Gap[] = [];
  const blocks: Fitted[] = [];
  const first = at(timeline.sent, 0);
  const cohort = endOfFirstCohort(timeline, windowMs);
  let firstRefused: number | undefined;
  let lastRefused: number | undefined;
  for (let i = 0; i < timeline.length; i++) {
    if (at(timeline.refused, i)) {
      firstRefused ??= at(timeline.sent, i);
      lastRefused = at(timeline.sent, i);
    } else if (lastRefused !== undefined && firstRefused !== undefined && timeline.seen[i]) {
      const gap = { fromMs: lastRefused, toMs: at(timeline.received, i) };
      const prior = fittedPrior(gap, windowMs);
      const middle = (gap.fromMs + gap.toMs) / 2;
      // A log has let the whole first cohort go by then; a window from the first request has ended by then.
      for (const ms of [middle - first, at(timeline.sent, i) - cohort - 30]) {
        const near = Math.abs(ms - windowMs) < NEARLY * windowMs;
        const nearby = NEARLY_RIGHT + fittedPrior(gap, NEARLY * windowMs);
        if (ms > 0) windows.push({ ms, prior: near ? nearby : ANY_WINDOW + prior });
      }
      boundaries.push(gap);
      for (const ms of [middle, at(timeline.sent, i) - 30])
        blocks.push({ ms: ms - firstRefused, prior: ANY_BLOCK + prior });
      lastRefused = undefined;
      firstRefused = undefined;
    }
  }
  return { windows: windows.slice(0, 6), boundaries: boundaries.slice(0, 3), blocks: blocks.slice(0, 6) };
}

/** When the last request before the first pause was answered. */
function endOfFirstCohort(timeline: Timeline, windowMs: number): number {
  let end = at(timeline.received, 0);
  for (let i = 1; i < timeline.length && at(timeline.sent, i) - at(timeline.sent, i - 1) < windowMs * 0.01; i++)
    end = Math.max(end, at(timeline.received, i));
  return end;
}
