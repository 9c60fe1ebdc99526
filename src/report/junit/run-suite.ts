import type { KnownDeviation } from '../../model/finding.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { TestCase, TestResult, TestSuite } from './suite.ts';

/** The suite of the run itself: its verdict, plug-in errors, and stale entries of the baseline. */
export function runSuite(report: RunReport): TestSuite {
  return {
    name: 'run',
    elapsedMs: 0,
    cases: [
      {
        name: 'run: verdict',
        className: 'assay.run',
        result: verdictResult(report),
        properties: { outcome: report.verdict.outcome, exitCode: String(report.verdict.exitCode) },
        output: `${report.verdict.reason}\n${report.run.command}`,
      },
      ...report.health.pluginErrors.map(({ plugin, message }, index) =>
        runCase(`plug-in error ${index + 1}`, { kind: 'error', message, type: plugin, text: `${plugin}: ${message}` }),
      ),
      ...report.vanished.map((deviation) => runCase(`vanished deviation ${deviation.id}`, vanished(deviation))),
    ],
  };
}

/** Findings fail at their own cases; here only a run that can say nothing is an error. */
function verdictResult({ verdict }: RunReport): TestResult {
  return verdict.outcome === 'inconclusive' || verdict.outcome === 'failed'
    ? { kind: 'error', message: `${verdict.outcome}: ${verdict.reason}`, type: verdict.outcome, text: verdict.reason }
    : { kind: 'passed' };
}

function vanished({ check, operation }: KnownDeviation): TestResult {
  return {
    kind: 'skipped',
    message: `not seen in this run (${check} on ${operation}): remove it from the baseline if it is gone`,
  };
}

function runCase(name: string, result: TestResult): TestCase {
  return { name: `run: ${name}`, className: 'assay.run', result, properties: {} };
}
