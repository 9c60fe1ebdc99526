import type { Finding } from '../../model/finding.ts';
import type { CheckTally, RunReport } from '../../model/run-report.ts';
import { groupFindings } from '../shared/finding-order.ts';
import { findingText } from '../shared/finding-text.ts';
import { gateAt, isAtLeast } from '../shared/gate.ts';
import { describeClause } from '../shared/naming.ts';
import { explainedBy } from '../shared/operation-status.ts';
import type { TestCase, TestResult, TestSuite } from './suite.ts';

/** The suite of one operation: a case per check that applied; an operation that was not tested is one skipped case. */
export function operationSuite(report: RunReport, operation: string): TestSuite {
  const coverage = report.coverage.find((item) => item.operation === operation);
  const tallies = coverage?.checks ?? [];
  const found = report.findings.filter((finding) => finding.operation === operation).map(({ check }) => check);
  const checks = new Set([...tallies.map(({ check }) => check), ...found]);
  const cases = [...checks].map((check) =>
    checkCase(report, operation, tallies.find((tally) => tally.check === check) ?? emptyTally(check)),
  );
  return {
    name: operation,
    elapsedMs: coverage?.elapsedMs ?? 0,
    cases: cases.length > 0 ? cases : [untested(report, operation)],
  };
}

function checkCase(report: RunReport, operation: string, tally: CheckTally): TestCase {
  const own = report.findings.filter((finding) => finding.operation === operation && finding.check === tally.check);
  const { open, warnings, known } = groupFindings({ ...report, findings: own });
  const gate = gateAt(report, operation);
  const fails = open.some(({ severity }) => isAtLeast(severity, gate));
  const silent = fails ? [...warnings, ...known] : [...open, ...warnings];
  return {
    name: `${operation}: ${tally.check}`,
    className: `assay.${tally.check}`,
    result: resultOf(report, operation, tally, { open, known }),
    properties: propertiesOf(report, tally, own),
    ...(silent.length > 0 ? { output: silent.map((finding) => findingText(finding, report)).join('\n\n') } : {}),
  };
}

function resultOf(
  report: RunReport,
  operation: string,
  tally: CheckTally,
  { open, known }: { readonly open: readonly Finding[]; readonly known: readonly Finding[] },
): TestResult {
  const gate = gateAt(report, operation);
  const gating = open.filter(({ severity }) => isAtLeast(severity, gate));
  const [first] = gating;
  if (first) {
    const more = open.length > 1 ? ` (and ${open.length - 1} more)` : '';
    const text = open.map((finding) => findingText(finding, report)).join('\n\n');
    return { kind: 'failure', message: `${first.message}${more}`, type: tally.check, text };
  }
  const [below] = open;
  if (below)
    return { kind: 'skipped', message: `${below.severity} finding below the gate (${gate}): ${below.message}` };
  if (known.length > 0) return { kind: 'skipped', message: known.map(knownMessage).join('; ') };
  const cause = tally.fail > 0 ? explainedBy(report, operation, tally.check) : undefined;
  if (cause) return { kind: 'skipped', message: `folded under finding ${cause.fingerprint} (${cause.check})` };
  if (tally.fail > 0) return { kind: 'skipped', message: 'inconclusive: a failure was seen that is no finding' };
  if (tally.pass + tally.warn > 0) return { kind: 'passed' };
  const doubt = tally.inconclusive > 0 ? 'inconclusive' : 'skipped';
  return { kind: 'skipped', message: `${doubt}: ${tally.reasons.join('; ') || 'no reason was given'}` };
}

function knownMessage({ baseline }: Finding): string {
  if (baseline.state === 'new') return '';
  const { id, reason, owner, expires } = baseline.deviation;
  return `known deviation ${id}: ${reason} (owner ${owner}, until ${expires})`;
}

function propertiesOf(report: RunReport, tally: CheckTally, own: readonly Finding[]): Record<string, string> {
  const prints = own.map(({ fingerprint }) => fingerprint);
  const requirements = report.requirements
    .filter(({ findings }) => findings.some((fingerprint) => prints.includes(fingerprint)))
    .map(({ requirement }) => requirement.id);
  const values: Record<string, string> = {
    check: tally.check,
    passed: String(tally.pass),
    inconclusive: String(tally.inconclusive),
    clause: own.map(({ basis }) => describeClause(basis, report)).join(' | '),
    finding: prints.join(' '),
    severity: [...new Set(own.map(({ severity }) => severity))].join(' '),
    requirements: requirements.join(' '),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== '0'));
}

function untested(report: RunReport, operation: string): TestCase {
  const reason =
    report.notTested.find(({ what }) => what === operation || what.startsWith(`${operation}:`))?.reason ??
    'no check applied to it';
  return {
    name: `${operation}: not tested`,
    className: 'assay.coverage',
    result: { kind: 'skipped', message: `not tested: ${reason}` },
    properties: {},
  };
}

function emptyTally(check: string): CheckTally {
  return { check, pass: 0, fail: 0, warn: 0, inconclusive: 0, skip: 0, reasons: [] };
}
