import type { LimitClaim } from '../../model/limit.ts';
import { marginsOf } from '../margins.ts';

/** One step of an exported load script, with what a limiter that keeps the promise does. */
export interface LoadStep {
  readonly id: 'first' | 'rest' | 'over' | 'boundary' | 'early' | 'late';
  readonly what: string;
  /** Milliseconds after the first request. */
  readonly atMs: number;
  readonly requests: number;
  readonly intervalMs: number;
  /** How many of them a limiter that keeps the promise admits. */
  readonly admitted: number;
}

/** How a load script is laid out. */
export interface LoadPlan {
  readonly steps: readonly LoadStep[];
  /** A boundary of the target's clock should fall this long after the first request, milliseconds. */
  readonly boundaryMs: number;
}

/** Load scripts know neither round trip nor clock offset beforehand, so their instants keep this much further away, milliseconds. */
const SLACK_MS = 1_500;

/** The staggered quota without branches: every instant is fixed beforehand. */
export function loadPlan(claim: LimitClaim): LoadPlan {
  const preflight = { offset: { least: -1_000, most: 1_000 }, offsetMeasured: false, rttMs: 200 };
  const margins = marginsOf(claim, preflight);
  const { requests, windowMs } = claim;
  const slack = margins.deltaMs + Math.min(SLACK_MS, windowMs * 0.03);
  const rest = requests - margins.small;
  const over = Math.min(8, Math.max(2, margins.small));
  const filled = margins.gapMs + rest * margins.bulkIntervalMs;
  const overAt = filled + slack;
  const boundaryMs = overAt + Math.max(0.08 * windowMs, 2 * margins.epochDeltaMs);
  const rolling = claim.algorithm !== 'fixed';
  const step = (id: LoadStep['id'], what: string, atMs: number, count: number, admitted: number): LoadStep => ({
    id,
    what,
    atMs: Math.round(atMs),
    requests: count,
    intervalMs: Math.round(margins.bulkIntervalMs),
    admitted,
  });
  const steps = [
    step('first', 'a small first cohort', 0, margins.small, margins.small),
    step('rest', 'the rest of the quota', margins.gapMs, rest, rest),
    step('over', 'beyond the quota: all refused', overAt, over, 0),
    step(
      'boundary',
      'just after a window of the clock begins',
      boundaryMs + 2 * margins.epochDeltaMs,
      1,
      rolling ? 0 : 1,
    ),
    step('early', 'just before the first cohort is a window old', windowMs - slack, 1, rolling ? 0 : 1),
    step(
      'late',
      'just after the first cohort is a window old: as many come back',
      windowMs + margins.small * margins.bulkIntervalMs + slack,
      margins.small,
      margins.small,
    ),
  ];
  // On a short window the boundary comes too late to tell it from the ageing of the first cohort.
  const telling = steps.filter(({ id, atMs }) => id !== 'boundary' || atMs < windowMs - slack - 500);
  return { boundaryMs: Math.round(boundaryMs), steps: telling };
}
