import type { LeftOut } from '../../model/plan.ts';
import type { PropertySource } from './case-source.ts';

/** Random cases take what the listed ones leave: evenly, each source at most its own runs. */
export function shareRuns(
  sources: readonly PropertySource[],
  room: number,
): { readonly sources: readonly PropertySource[]; readonly leftOut: readonly LeftOut[] } {
  const runs = sources.map(() => 0);
  let left = Math.max(0, room);
  while (left > 0 && sources.some((source, index) => (runs[index] ?? 0) < source.runs))
    for (const [index, source] of sources.entries()) {
      const now = runs[index] ?? 0;
      if (left === 0 || now >= source.runs) continue;
      runs[index] = now + 1;
      left--;
    }
  const leftOut = sources.flatMap((source, index) => {
    const cases = source.runs - (runs[index] ?? 0);
    const { operation, strategy } = source;
    return cases > 0 ? [{ operation, strategy, cases, reason: 'the budget is spent' }] : [];
  });
  const kept = sources.flatMap((source, index) => {
    const share = runs[index] ?? 0;
    return share > 0 ? [{ ...source, runs: share }] : [];
  });
  return { sources: kept, leftOut };
}
