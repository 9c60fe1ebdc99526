import { fileURLToPath } from 'node:url';
import { findSuiteFiles, type RunReport, runSuite } from 'assay';
import { describe, expect, test } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Every suite is run once, in its default environment; then each operation and check family is one test. */
for (const file of findSuiteFiles(here)) {
  const report = await runSuite(file);
  describe(report.run.suite, () => {
    test(`exits 0: ${report.verdict.reason}`, () => expect(report.verdict.exitCode).toBe(0));
    for (const { operation, checks } of report.coverage) {
      describe(operation, () => {
        for (const family of [...new Set(checks.map(({ check }) => familyOf(report, check)))].sort()) {
          const members = checks.filter(({ check }) => familyOf(report, check) === family);
          const judged = members.some(({ pass, fail, warn }) => pass + fail + warn > 0);
          test.skipIf(!judged)(
            judged ? family : `${family}: ${members.flatMap(({ reasons }) => reasons)[0] ?? 'not judged'}`,
            () => {
              expect(
                newFindings(
                  report,
                  operation,
                  members.map(({ check }) => check),
                ),
              ).toEqual([]);
            },
          );
        }
      });
    }
  });
}

function familyOf(report: RunReport, check: string): string {
  return report.checks.find(({ id }) => id === check)?.family ?? 'other';
}

function newFindings(report: RunReport, operation: string, checks: readonly string[]): string[] {
  return report.findings
    .filter(
      (finding) =>
        finding.outcome === 'fail' &&
        finding.baseline.state !== 'known' &&
        finding.operation === operation &&
        checks.includes(finding.check),
    )
    .map(({ check, message }) => `${check}: ${message}`);
}
