import type { Finding, KnownDeviation } from '../../model/finding.ts';

/** The findings that one known deviation accounts for, by one check. */
export interface KnownGroup {
  readonly deviation: KnownDeviation;
  readonly check: string;
  readonly findings: readonly Finding[];
  /** Their operations, each once. */
  readonly operations: readonly string[];
}

/** Group known findings by the id of their deviation and by check; ids in natural order. */
export function groupKnown(known: readonly Finding[]): KnownGroup[] {
  const groups = new Map<string, { deviation: KnownDeviation; check: string; findings: Finding[] }>();
  for (const finding of known) {
    if (finding.baseline.state === 'new') continue;
    const { deviation } = finding.baseline;
    const key = `${deviation.id}\n${finding.check}`;
    const group = groups.get(key) ?? { deviation, check: finding.check, findings: [] };
    group.findings.push(finding);
    groups.set(key, group);
  }
  const complete = [...groups.values()].map((group) => ({
    ...group,
    operations: [...new Set(group.findings.map(({ operation }) => operation))],
  }));
  return complete.sort((a, b) => naturally(a.deviation.id, b.deviation.id) || naturally(a.check, b.check));
}

const collator = new Intl.Collator('en', { numeric: true });

function naturally(a: string, b: string): number {
  return collator.compare(a, b);
}
