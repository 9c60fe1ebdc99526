import { type Finding, type RunReport, type RunSuiteOptions, runSuite } from 'assay';

/** What must find a defect: the check, and where it is allowed to be found. */
export interface Expected {
  readonly defect: string;
  readonly check: string;
  /** Other checks that may speak of the same cause on another operation or exchange. */
  readonly also?: readonly string[];
}

/** One line of the matrix. */
export interface Detected {
  readonly defect: string;
  readonly found: boolean;
  readonly requests: number;
  readonly unexpected: readonly string[];
  readonly by: readonly string[];
}

/** Run a suite against its emulator in clean mode with one defect on, the baseline having no say. */
export async function detect(suite: string, expected: Expected, options: RunSuiteOptions = {}): Promise<Detected> {
  const report = await runSuite(suite, { ...options, mode: 'clean', defects: [expected.defect] });
  const allowed = [expected.check, ...(expected.also ?? [])];
  return {
    defect: expected.defect,
    found: report.findings.some(({ check }) => check === expected.check),
    requests: report.health.requests,
    unexpected: report.findings.filter(({ check }) => !allowed.includes(check)).map(line),
    by: [...new Set(report.findings.map(({ check }) => check))],
  };
}

/** A finding in one line, for messages. */
export function line({ check, operation, message }: Finding): string {
  return `${check} on ${operation}: ${message}`;
}

/** Findings of a report in one line each. */
export function lines(report: RunReport): string[] {
  return report.findings.map(line);
}

/** The score that the test run prints. */
export function score(name: string, rows: readonly Detected[]): string {
  const found = rows.filter((row) => row.found).length;
  const clean = rows.filter((row) => row.unexpected.length === 0).length;
  const table = rows.map(
    (row) =>
      `  ${row.found ? 'found ' : 'MISSED'}  ${row.defect.padEnd(36)} ${row.by.join(', ')} (${row.requests} requests)`,
  );
  return [
    `detection score, ${name}: ${found} of ${rows.length} defects found, ${clean} without any other finding`,
    ...table,
  ].join('\n');
}
