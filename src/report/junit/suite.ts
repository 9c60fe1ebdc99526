import type { RunReport } from '../../model/run-report.ts';
import { element, escapeXml } from '../shared/xml.ts';

/** One test case before it is written. */
export interface TestCase {
  readonly name: string;
  readonly className: string;
  readonly result: TestResult;
  readonly properties: Readonly<Record<string, string>>;
  /** Shown by CI systems beside a case that did not fail. */
  readonly output?: string;
}

/** `error` is for the run itself: nothing can be said of the system under test. */
export type TestResult =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failure' | 'error'; readonly message: string; readonly type: string; readonly text: string }
  | { readonly kind: 'skipped'; readonly message: string };

/** The cases of one operation, or of the run itself. */
export interface TestSuite {
  readonly name: string;
  /** Time of the requests behind it, milliseconds. */
  readonly elapsedMs: number;
  readonly cases: readonly TestCase[];
}

/** A whole JUnit file. */
export function renderSuites(report: RunReport, suites: readonly TestSuite[]): string {
  const attributes = {
    name: `assay ${report.run.suite}`,
    ...totals(suites.flatMap(({ cases }) => cases)),
    time: seconds(report.run.durationMs),
    timestamp: report.run.startedAt,
  };
  const written = suites.map((suite) => renderSuite(suite, report));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, written)}\n`;
}

function renderSuite(suite: TestSuite, report: RunReport): string {
  const attributes = {
    name: suite.name,
    ...totals(suite.cases),
    time: seconds(suite.elapsedMs),
    timestamp: report.run.startedAt,
  };
  const shared = properties({
    'assay.suite': report.run.suite,
    'assay.seed': String(report.run.seed),
    'assay.target': report.target.baseUrl,
  });
  return element('testsuite', attributes, [shared, ...suite.cases.map(renderCase)]);
}

function renderCase(test: TestCase): string {
  return element('testcase', { name: test.name, classname: test.className }, [
    ...(Object.keys(test.properties).length > 0 ? [properties(test.properties)] : []),
    ...renderResult(test.result),
    ...(test.output ? [element('system-out', {}, [escapeXml(test.output)])] : []),
  ]);
}

function renderResult(result: TestResult): string[] {
  if (result.kind === 'passed') return [];
  if (result.kind === 'skipped') return [element('skipped', { message: result.message })];
  return [element(result.kind, { message: result.message, type: result.type }, [escapeXml(result.text)])];
}

function properties(values: Readonly<Record<string, string>>): string {
  const items = Object.entries(values).map(([name, value]) => element('property', { name, value }));
  return element('properties', {}, items);
}

function totals(cases: readonly TestCase[]) {
  const of = (kind: TestResult['kind']) => cases.filter(({ result }) => result.kind === kind).length;
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') };
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}
