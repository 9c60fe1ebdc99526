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

/** `D9` before `D10`: runs of digits compare as numbers, everything else as text. */
function naturally(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let place = 0; place < Math.max(left.length, right.length); place++) {
    const [one = '', other = ''] = [left[place], right[place]];
    const difference = Number(one) - Number(other);
    if (difference) return difference;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

const partsOf = (text: string): readonly string[] => text.split(/(\d+)/);
