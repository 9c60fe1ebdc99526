import type { SessionOutcome } from './session.ts';

/** Counts over sessions. */
export interface Score {
  sessions: number;
  right: number;
  open: number;
  wrong: number;
  violations: number;
  found: number;
  honest: number;
  alarms: number;
  refusals: number;
  inFlight: number;
  readonly extra: number[];
  readonly windows: number[];
  readonly cpuMs: number[];
}

/** A score at zero. */
export function emptyScore(): Score {
  return {
    sessions: 0,
    right: 0,
    open: 0,
    wrong: 0,
    violations: 0,
    found: 0,
    honest: 0,
    alarms: 0,
    refusals: 0,
    inFlight: 0,
    extra: [],
    windows: [],
    cpuMs: [],
  };
}

/** Add a session of a limiter whose right names are known; whether it breaks the promise may be left out. */
export function scoreOf(
  score: Score,
  outcome: SessionOutcome,
  truth: { readonly families: readonly string[]; readonly violation?: string },
): void {
  score.sessions++;
  if (outcome.family === undefined) score.open++;
  else if (truth.families.includes(outcome.family)) score.right++;
  else score.wrong++;
  if (truth.violation === 'none') {
    score.honest++;
    if (outcome.accused) score.alarms++;
  } else if (truth.violation) {
    score.violations++;
    if (outcome.accused) score.found++;
  }
  score.refusals = Math.max(score.refusals, outcome.refusals);
  score.inFlight = Math.max(score.inFlight, outcome.inFlight);
  score.extra.push(outcome.extra);
  score.windows.push(outcome.windows);
  score.cpuMs.push(outcome.cpuMs);
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
