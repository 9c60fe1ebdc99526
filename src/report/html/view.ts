import type { RunReport } from '../../model/run-report.ts';
import { type Markup, markup } from './markup.ts';

/** How much is shown; what is left out is said at its place and stands in `report.json`. */
export interface Limits {
  readonly findings: number;
  readonly operations: number;
  /** Rows of any other list. */
  readonly rows: number;
  readonly bodyLines: number;
  readonly steps: number;
}

/** From generous to spare: the first that keeps the file under a megabyte is used. */
export const LADDER: readonly Limits[] = [
  { findings: 100, operations: 300, rows: 500, bodyLines: 44, steps: 6 },
  { findings: 40, operations: 150, rows: 200, bodyLines: 30, steps: 3 },
  { findings: 15, operations: 60, rows: 60, bodyLines: 24, steps: 2 },
  { findings: 3, operations: 12, rows: 12, bodyLines: 8, steps: 1 },
];

/** What every part of the page is given. */
export interface View {
  readonly report: RunReport;
  readonly limits: Limits;
  /** The anchor of an operation, without `#`. */
  anchorOf(operation: string): string;
}

/** A view with an anchor for each operation: readable, and unique within the report. */
export function viewOf(report: RunReport, limits: Limits): View {
  const anchors = new Map<string, string>();
  const taken = new Set<string>();
  for (const { operation } of [...report.coverage, ...report.findings]) {
    if (anchors.has(operation)) continue;
    const base = `op-${slug(operation)}`;
    let anchor = base;
    for (let copy = 2; taken.has(anchor); copy++) anchor = `${base}-${copy}`;
    taken.add(anchor);
    anchors.set(operation, anchor);
  }
  return { report, limits, anchorOf: (operation) => anchors.get(operation) ?? `op-${slug(operation)}` };
}

/** The first items, and a sentence on the rest when there is one. */
export function capped<T>(items: readonly T[], limit: number, noun: string): { shown: readonly T[]; note: Markup } {
  const note =
    items.length > limit
      ? markup`<p class="cut">Showing ${limit} of ${items.length} ${noun}. All of them are in <code>report.json</code>.</p>`
      : markup``;
  return { shown: items.slice(0, limit), note };
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 120);
}
