import type { RunReport } from '../model/run-report.ts';
import { operationSuite } from './junit/operation-suite.ts';
import { runSuite } from './junit/run-suite.ts';
import { renderSuites } from './junit/suite.ts';
import type { Reporter } from './shared/reporter.ts';

/** One test suite per operation, one test case per check; a doubt or a skip is `skipped`, never green. */
export const junit: Reporter = {
  id: 'junit',
  title: 'JUnit XML for CI systems',
  rationale:
    'Every CI system reads JUnit: a gate needs stable names to follow a check over time, and must not see green where nothing was judged.',
  fileName: 'junit.xml',
  render: (report) =>
    renderSuites(report, [runSuite(report), ...operations(report).map((id) => operationSuite(report, id))]),
};

/** Operations with coverage, and those that only a finding names. */
function operations(report: RunReport): string[] {
  const covered = report.coverage.map(({ operation }) => operation);
  return [...new Set([...covered, ...report.findings.map(({ operation }) => operation)])];
}
