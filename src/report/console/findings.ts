import type { Finding } from '../../model/finding.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { Severity } from '../../model/verdict.ts';
import { groupFindings, replayCommand } from '../shared/finding-order.ts';
import { describeConfirmation, describeEvidence } from '../shared/finding-text.ts';
import { groupKnown, type KnownGroup } from '../shared/known-groups.ts';
import { count, describeClause } from '../shared/naming.ts';
import type { Ink, Tone } from './paint.ts';

const TONES: Readonly<Record<Severity, Tone>> = {
  critical: 'bad',
  high: 'bad',
  medium: 'warn',
  low: 'warn',
  info: 'quiet',
};

/** What is new or past its date, then warnings; what is known takes one line for each deviation and check. */
export function findingLines(report: RunReport, ink: Ink): string[] {
  const { open, warnings, known } = groupFindings(report);
  const groups = groupKnown(known);
  return [
    ...titled(
      `Findings (${open.length})`,
      open.flatMap((finding) => card(finding, report, ink)),
      ink,
    ),
    ...titled(
      `Warnings (${warnings.length})`,
      warnings.flatMap((finding) => card(finding, report, ink)),
      ink,
    ),
    ...titled(
      `Known deviations (${groups.length}, ${count(known.length, 'finding')})`,
      groups.flatMap((group) => knownLine(group, ink)),
      ink,
    ),
  ].slice(0, -1);
}

/** Entries of the baseline that should be looked at. */
export function baselineLines(report: RunReport, ink: Ink): string[] {
  const expired = report.expired.map(({ id, owner, expires }) => `${id} expired on ${expires} (owner ${owner})`);
  const vanished = report.vanished.map(
    ({ id, operation }) => `${id} was not seen on ${operation}: remove it if it is gone`,
  );
  const lines = [...expired, ...vanished].flatMap((text) =>
    ink.lines(text, { indent: 2, label: '!', labelTone: 'warn' }),
  );
  return titled('Baseline', lines, ink).slice(0, -1);
}

function titled(title: string, lines: readonly string[], ink: Ink): string[] {
  return lines.length === 0 ? [] : [...ink.lines(title, { tone: 'strong' }), ...lines, ''];
}

function card(finding: Finding, report: RunReport, ink: Ink): string[] {
  const detail = (label: string, text: string) =>
    ink.lines(text, { indent: 4, label: label.padEnd(8), labelTone: 'quiet' });
  const expired =
    finding.baseline.state === 'expired' ? [`known deviation ${finding.baseline.deviation.id} has expired`] : [];
  return [
    ...ink.lines(`${finding.check} · ${finding.operation}`, {
      indent: 2,
      label: finding.severity.toUpperCase().padEnd(8),
      labelTone: TONES[finding.severity],
      tone: 'strong',
    }),
    ...ink.lines(finding.message, { indent: 4 }),
    ...detail('clause', describeClause(finding.basis, report)),
    ...finding.evidence.slice(0, 3).flatMap((evidence) => detail('evidence', describeEvidence(evidence))),
    ...finding.consequences.flatMap(({ check, message }) => detail('also', `${check}: ${message}`)),
    ...detail(
      'seen',
      `${count(finding.occurrences, 'time')}, ${[describeConfirmation(finding), ...expired].join('; ')}`,
    ),
    ...detail('replay', replayCommand(finding)),
  ];
}

function knownLine({ deviation, check, operations }: KnownGroup, ink: Ink): string[] {
  const where = operations.length === 1 ? operations.join() : count(operations.length, 'operation');
  const text = `${deviation.id} · ${check} · ${where} (until ${deviation.expires})`;
  return ink.lines(text, { indent: 2, label: '◆', labelTone: 'quiet' });
}
