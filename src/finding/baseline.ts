import { matchesGlob } from '../kernel/glob.ts';
import type { BaselineState, Finding, KnownDeviation } from '../model/finding.ts';

/** Findings with their state, and the entries that no longer hold. */
export interface BaselineAnswer {
  readonly findings: readonly Finding[];
  /** Entries that nothing showed although their check ran on an operation that they name. */
  readonly vanished: readonly KnownDeviation[];
  /** Entries past their date, shown or not. */
  readonly expired: readonly KnownDeviation[];
}

/**
 * Hold findings against known deviations. `today` is an ISO date (YYYY-MM-DD); an entry holds through its day of expiry.
 * `ran` says whether the entry's check came to a verdict on an operation that the entry names: only then can it have vanished.
 */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: readonly KnownDeviation[],
  today: string,
  ran: (deviation: KnownDeviation) => boolean,
): BaselineAnswer {
  const isShown = (deviation: KnownDeviation) => findings.some((finding) => shows(finding, deviation));
  return {
    findings: findings.map((finding) => ({ ...finding, baseline: stateOf(finding, baseline, today) })),
    vanished: baseline.filter((deviation) => !isShown(deviation) && ran(deviation)),
    expired: baseline.filter((deviation) => isExpired(deviation, today)),
  };
}

function stateOf(finding: Finding, baseline: readonly KnownDeviation[], today: string): BaselineState {
  const matching = baseline.filter((deviation) => names(deviation, finding.operation, finding));
  const current = matching.find((deviation) => !isExpired(deviation, today));
  if (current) return { state: 'known', deviation: current };
  const [past] = matching;
  return past ? { state: 'expired', deviation: past } : { state: 'new' };
}

/** A deviation still shows when it is only a consequence of another cause for now. */
function shows(finding: Finding, deviation: KnownDeviation): boolean {
  return [finding, ...finding.consequences].some((accusation) => names(deviation, finding.operation, accusation));
}

function names(
  deviation: KnownDeviation,
  operation: string,
  accusation: { readonly check: string; readonly signature: string },
): boolean {
  return (
    matchesGlob(accusation.check, deviation.check) &&
    matchesGlob(operation, deviation.operation) &&
    matchesGlob(accusation.signature, deviation.signature ?? '*')
  );
}

function isExpired(deviation: KnownDeviation, today: string): boolean {
  return deviation.expires < today;
}
