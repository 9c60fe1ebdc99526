import type { LimitClaim } from '../../model/limit.ts';
import { type Anchor, fixedFromFirst, fixedWindow } from './fixed-window.ts';
import { block, penalty } from './penalty.ts';
import { slidingCounter } from './sliding-counter.ts';
import { slidingLog } from './sliding-log.ts';
import { at, type Load, type Timeline } from './timeline.ts';
import { concurrency, tokenBucket } from './token-bucket.ts';

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
  load(timeline: Timeline): Load;
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

/** Every limiter worth trying: the families at the claimed window, at standard ones, and at those that the releases suggest. */
export function hypothesesOf(context: HypothesisContext): Hypothesis[] {
  const { claim } = context;
  const others = [...STANDARD_MS, claim.windowMs / 2, claim.windowMs * 2].filter(
    (ms) => ms !== claim.windowMs && ms >= claim.windowMs / 60 && ms <= claim.windowMs * 3,
  );
  const fitted = releasesOf(context);
  return [
    ...windowed(context, claim.windowMs, 0),
    ...[...new Set(others)].flatMap((windowMs) => windowed(context, windowMs, 2.6)),
    ...fitted.windows.flatMap((windowMs) => windowed(context, windowMs, 3.1)),
    ...ownPhase(context),
    ...fitted.boundaries.map((boundary) => unknownAnchor(context, boundary)),
    ...blocks(context, fitted.blocks),
    ...buckets(context),
    {
      family: 'concurrency',
      windowMs: 0,
      prior: 0.6,
      quota: { least: 1, most: 64 },
      load: concurrency,
    },
  ];
}

const GRAINS = [
  { ms: 15, prior: 0 },
  { ms: 1_000, prior: 0.35 },
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
    return [
      make('sliding-log', documented, (timeline) => slidingLog(timeline, windowMs, false, grain.ms)),
      make('sliding-log-counting-refusals', 0.4, (timeline) => slidingLog(timeline, windowMs, true, grain.ms)),
      make('fixed-window-epoch', 0, (timeline) => fixedWindow(timeline, windowMs, anchor), clock.originMs),
      make('fixed-window-first-request', 0.1, (timeline) => fixedFromFirst(timeline, windowMs, grain.ms)),
      make(
        'sliding-counter',
        0.2,
        (timeline) => slidingCounter(timeline, windowMs, clock, false, grain.ms),
        clock.originMs,
      ),
      make(
        'sliding-counter-counting-refusals',
        0.6,
        (timeline) => slidingCounter(timeline, windowMs, clock, true, grain.ms),
        clock.originMs,
      ),
      make('penalty', 0.8, (timeline) => penalty(timeline, windowMs, grain.ms)),
    ];
  });
}

/** Two buckets that begin with the first request of the key. */
function ownPhase({ claim, timeline }: HypothesisContext): Hypothesis[] {
  const { windowMs } = claim;
  const [sent, received] = [at(timeline.sent, 0), at(timeline.received, 0)];
  const anchor = { originMs: (sent + received) / 2, uncertaintyMs: (received - sent) / 2 + 15 };
  return [false, true].map((refusalsCount) => ({
    family: refusalsCount ? ('sliding-counter-counting-refusals' as const) : ('sliding-counter' as const),
    windowMs,
    prior: refusalsCount ? 1.0 : 0.8,
    originMs: anchor.originMs,
    load: (timeline: Timeline) => slidingCounter(timeline, windowMs, anchor, refusalsCount, 15),
  }));
}

function unknownAnchor({ claim }: HypothesisContext, boundary: { fromMs: number; toMs: number }): Hypothesis {
  const anchor = {
    originMs: (boundary.fromMs + boundary.toMs) / 2,
    uncertaintyMs: (boundary.toMs - boundary.fromMs) / 2 + 15,
  };
  return {
    family: 'fixed-window-unknown-anchor',
    windowMs: claim.windowMs,
    prior: 3,
    originMs: anchor.originMs,
    load: (timeline) => fixedWindow(timeline, claim.windowMs, anchor),
  };
}

function blocks({ claim, announcedMs }: HypothesisContext, seen: readonly number[]): Hypothesis[] {
  const announced = announcedMs.filter((ms) => ms > 0).map((blockMs) => ({ blockMs, prior: 1.2 }));
  const standard = [0.5, 1.5, 2, 3].map((share) => ({ blockMs: share * claim.windowMs, prior: 1.9 }));
  const fitted = seen.map((blockMs) => ({ blockMs, prior: 2.4 }));
  return [...announced, ...standard, ...fitted].map(({ blockMs, prior }) => ({
    family: 'block',
    windowMs: claim.windowMs,
    prior,
    load: (timeline) => block(timeline, claim.windowMs, blockMs, 1_000),
  }));
}

function buckets({ claim }: HypothesisContext): Hypothesis[] {
  const perMs = claim.requests / claim.windowMs;
  const half = Math.max(2, claim.requests / 2);
  return [15, 1_000].flatMap((grainMs): Hypothesis[] => [
    {
      family: 'token-bucket',
      windowMs: claim.windowMs,
      prior: 0.2 + (grainMs > 15 ? 0.35 : 0),
      quota: { least: half, most: claim.requests * 4 },
      load: (timeline) => tokenBucket(timeline, perMs, Math.min(grainMs, claim.windowMs / 20)),
    },
    {
      family: 'smoothing',
      windowMs: claim.windowMs,
      prior: 0.3 + (grainMs > 15 ? 0.35 : 0),
      quota: { least: 1, most: half },
      load: (timeline) => tokenBucket(timeline, perMs, grainMs > 15 ? 100 : 15),
    },
  ]);
}

/** When requests came back after refusals, and which windows, boundaries and blocks would do that. */
function releasesOf({ timeline, claim }: HypothesisContext) {
  const windows: number[] = [];
  const boundaries: { fromMs: number; toMs: number }[] = [];
  const blocks: number[] = [];
  const first = at(timeline.sent, 0);
  let firstRefused: number | undefined;
  let lastRefused: number | undefined;
  for (let i = 0; i < timeline.length; i++) {
    if (at(timeline.refused, i)) {
      firstRefused ??= at(timeline.sent, i);
      lastRefused = at(timeline.sent, i);
    } else if (lastRefused !== undefined && firstRefused !== undefined && timeline.seen[i]) {
      const middle = (lastRefused + at(timeline.received, i)) / 2;
      if (at(timeline.received, i) - lastRefused < claim.windowMs * 0.2) windows.push(middle - first);
      boundaries.push({ fromMs: lastRefused, toMs: at(timeline.received, i) });
      blocks.push(middle - firstRefused);
      lastRefused = undefined;
      firstRefused = undefined;
    }
  }
  return { windows: windows.slice(0, 3), boundaries: boundaries.slice(0, 3), blocks: blocks.slice(0, 3) };
}
