import { upperBound } from '../certificate.ts';
import { at, type Load, type Timeline } from './timeline.ts';

/** How well a load separates the admitted from the refused. */
export interface Fit {
  /** Verdicts that no threshold explains. */
  readonly mismatches: number;
  /** Thresholds with that few mismatches, both included; `most` is infinite when nothing was refused. */
  readonly least: number;
  readonly most: number;
}

/** Sweep the threshold: admitted needs a load that may have been under it, refused one that may have reached it. */
export function fitThreshold(timeline: Timeline, { low, high }: Load, near: number): Fit {
  const needs: number[] = [];
  const allows: number[] = [];
  for (let i = 0; i < timeline.length; i++) {
    if (!timeline.seen[i]) continue;
    if (at(timeline.refused, i)) allows.push(at(high, i));
    else needs.push(Math.floor(at(low, i)) + 1);
  }
  const needed = Float64Array.from(needs).sort();
  const allowed = Float64Array.from(allows).sort();
  const mismatchesAt = (threshold: number) =>
    needed.length - upperBound(needed, threshold) + upperBound(allowed, threshold - 1e-6);
  // Fewer mismatches can only begin where the admitted are all explained, or end where a refusal stops being so.
  const candidates = [...new Set([needed.at(-1) ?? 1, ...allowed.map(Math.floor), near])].sort((a, b) => a - b);
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) if (candidate >= 1) fewest = Math.min(fewest, mismatchesAt(candidate));
  const best = candidates.filter((candidate) => candidate >= 1 && mismatchesAt(candidate) === fewest);
  const within = best.reduce((a, b) => (Math.abs(b - near) < Math.abs(a - near) ? b : a), best[0] ?? near);
  const under = needed[upperBound(needed, within) - 1];
  const over = allowed[upperBound(allowed, within - 1e-6)];
  return {
    mismatches: fewest,
    least: under ?? 1,
    most: over === undefined ? Number.POSITIVE_INFINITY : Math.max(within, Math.floor(over)),
  };
}
