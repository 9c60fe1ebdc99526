import type { LimitClaim, LimitInstant } from '../model/limit.ts';
import { marginsOf, type Preflight } from './margins.ts';
import { startOf } from './probe/battery.ts';
import { safetyLimits } from './probe/safety.ts';
import { type BatterySetup, openProbeSession } from './probe/session.ts';

/** What a battery is about to do; shown before anything is sent. */
export interface LimitPlan {
  readonly instants: readonly LimitInstant[];
  readonly startMs: number;
  /** When it ends if the first violation is certain early, if the window must be waited for, and at worst. */
  readonly earliestEndMs: number;
  readonly usualEndMs: number;
  readonly latestEndMs: number;
  readonly usualRequests: number;
  readonly maxRequests: number;
  readonly maxRefusals: number;
}

const ASSUMED: Preflight = { offset: { least: -250, most: 250 }, offsetMeasured: false, rttMs: 100 };

/** The schedule as it would run from now, on a network of 100 ms; the instants shift by what the preflight measures. */
export function planLimit(setup: BatterySetup, nowMs: number): LimitPlan {
  const { claim } = setup;
  const margins = marginsOf(claim, ASSUMED, setup.maxPerSecond);
  const session = { ...openProbeSession(setup, nowMs), preflight: ASSUMED, margins };
  const startMs = Math.round(startOf(session));
  const { windowMs, requests } = claim;
  const second = startMs + margins.gapMs;
  const filled = second + requests * margins.paceMs;
  const exhausted = filled + margins.tail * margins.tailIntervalMs;
  const boundary = Math.ceil((exhausted + 50) / windowMs) * windowMs;
  const gush = margins.small + 6;
  const limits = safetyLimits(claim);
  const at = (step: string, atMs: number, what: string, count: number): LimitInstant => ({
    step,
    atMs: Math.round(atMs),
    what,
    requests: count,
  });
  const coded = setup.roles.length > 0 ? 1 : 0;
  return {
    instants: [
      at('preflight', nowMs, 'round trip and clock, not on the key', 7),
      at('C1', startMs, 'the first small cohort', margins.small),
      ...(coded
        ? [at('code', filled, `who uses up the quota: ${setup.roles.join(', ')}`, 3 * (2 ** setup.roles.length - 1))]
        : []),
      at('C2', second, 'the rest of the quota, up to the first refusal', requests - margins.small + 1),
      at(
        'confirm',
        exhausted,
        'refused again? other spellings of the credential, another key',
        2 + setup.aliases.length + (setup.roles.includes('other-key') ? 3 : 0),
      ),
      at('P1', boundary - margins.epochDeltaMs, 'just before a window of the clock would end', 1),
      at(
        'P2',
        boundary + 1.3 * margins.epochDeltaMs + 0.005 * windowMs,
        'just after it; if let through, how much came back',
        1 + gush,
      ),
      at('P3', startMs + windowMs - margins.deltaMs, 'just before the first cohort is a window old', 1),
      at('P4', startMs + windowMs + margins.deltaMs, 'just after it; if let through, how much came back', 1 + gush),
    ].sort((a, b) => a.atMs - b.atMs),
    startMs,
    earliestEndMs: Math.round(boundary + 2 * margins.epochDeltaMs + 2_000),
    usualEndMs: Math.round(startMs + windowMs + margins.deltaMs + 3_000),
    latestEndMs: Math.round(startMs + limits.maxWallMs),
    usualRequests: requests + margins.small + 20 + coded * (3 * (2 ** setup.roles.length - 1)),
    maxRequests: limits.maxRequests,
    maxRefusals: limits.maxRefusals,
  };
}

/** The claim of a bare rate. */
export function claimOf(claim: Partial<LimitClaim> & Pick<LimitClaim, 'requests' | 'windowMs' | 'refs'>): LimitClaim {
  return {
    algorithm: 'unstated',
    per: 'credential',
    status: 429,
    statusPromised: false,
    tolerance: { over: 0, grainMs: 0 },
    ...claim,
  };
}
