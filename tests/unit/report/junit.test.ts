import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../../src/model/run-report.ts';
import { reporters } from '../../../src/report/index.ts';
import { element, escapeXml } from '../../../src/report/shared/xml.ts';
import { sampleReport } from '../../fixtures/sample-report.ts';

const LISTS = ['testsuite', 'testcase', 'property'];

function parse(report: RunReport) {
  const xml = reporters.get('junit').render(report, { colour: false, width: 80 });
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => LISTS.includes(name),
    htmlEntities: true,
  });
  return parser.parse(xml).testsuites;
}

function caseOf(report: RunReport, operation: string, check: string) {
  const suite = parse(report).testsuite.find(({ name }: { name: string }) => name === operation);
  return suite.testcase.find(({ name }: { name: string }) => name === `${operation}: ${check}`);
}

const properties = (test: { properties: { property: { name: string; value: string }[] } }) =>
  Object.fromEntries(test.properties.property.map(({ name, value }) => [name, value]));

describe('JUnit', () => {
  const report = sampleReport();

  it('has a suite for the run and one for each operation, with totals that add up', () => {
    const suites = parse(report);
    expect(suites.testsuite.map(({ name }: { name: string }) => name)).toEqual([
      'run',
      ...report.coverage.map(({ operation }) => operation),
    ]);
    for (const total of ['tests', 'failures', 'errors', 'skipped']) {
      const sum = suites.testsuite.reduce(
        (all: number, suite: Record<string, string>) => all + Number(suite[total]),
        0,
      );
      expect(Number(suites[total])).toBe(sum);
    }
    expect(Number(suites.failures)).toBe(4);
  });

  it('skips a new finding below the gate that the run was asked for, and says so', () => {
    const gated: RunReport = {
      ...report,
      invocations: report.invocations.map((one) => ({
        ...one,
        operations: report.coverage.map(({ operation }) => operation),
        flags: { ...one.flags, gate: 'critical' },
      })),
    };
    const failing = report.findings.filter(
      ({ baseline, outcome, severity }) =>
        baseline.state !== 'known' && outcome === 'fail' && severity !== 'info' && severity !== 'critical',
    );
    expect(failing.length).toBeGreaterThan(0);
    for (const { operation, check, severity } of failing) {
      expect(caseOf(report, operation, check).failure).toBeDefined();
      const test = caseOf(gated, operation, check);
      expect(test.failure).toBeUndefined();
      expect(test.skipped.message).toContain(`${severity} finding below the gate (critical)`);
      expect(test['system-out']).toContain('clause:');
    }
  });

  it('tells how long the answers of an operation took', () => {
    for (const { operation, elapsedMs } of report.coverage) {
      const suite = parse(report).testsuite.find(({ name }: { name: string }) => name === operation);
      expect(Number(suite.time)).toBeCloseTo(elapsedMs / 1_000, 3);
    }
  });

  it('fails a new finding with message, clause, exchange and properties', () => {
    const test = caseOf(report, 'GET /api/v3/statements/{id}', 'authentication-enforced');
    expect(test.classname).toBe('assay.authentication-enforced');
    expect(test.failure.type).toBe('authentication-enforced');
    expect(test.failure.message).toContain('must be refused with 401');
    expect(test.failure['#text']).toMatch(
      /clause: v3\.yaml #\/paths[\s\S]*GET \/api\/v3\/statements\/6d3c[\s\S]*HTTP\/1\.1 200/,
    );
    expect(properties(test)).toMatchObject({
      check: 'authentication-enforced',
      severity: 'critical',
      requirements: 'NPQ3-AUTH-01',
    });
  });

  it('skips a known deviation by its id, reason, owner and date', () => {
    const test = caseOf(report, 'GET /api/v3/delivery-partners', 'response-body');
    expect(test.failure).toBeUndefined();
    expect(test.skipped.message).toMatch(/^known deviation D10: .*owner NPQ provider team, until 2027-03-31/);
  });

  it('fails an expired deviation and tells of a known one beside it', () => {
    const test = caseOf(report, 'GET /api/v3/participant-declarations/{id}', 'response-body');
    expect(test.failure['#text']).toContain('known deviation D8, expired on 2026-08-31');
    expect(test['system-out']).toContain('known deviation D7, accepted until');
  });

  it('passes a warning and tells it in the output', () => {
    const test = caseOf(report, 'GET /api/v3/delivery-partners', 'challenge-missing');
    expect(test.failure ?? test.skipped).toBeUndefined();
    expect(test['system-out']).toContain('WWW-Authenticate');
  });

  it.each([
    ['GET /api/v3/npq-applications', 'invalid-data-accepted', /^inconclusive: the document declares no status/],
    ['GET /api/v3/npq-applications', 'response-headers', /^skipped: the document describes no headers/],
    ['GET /api/v3/participants/npq', 'undeclared-status', /^folded under finding \w+ \(server-error\)/],
  ])('never shows green where nothing was proven: %s %s', (operation, check, message) => {
    expect(caseOf(report, operation, check).skipped.message).toMatch(message);
  });

  it('shows an operation that was not tested as skipped, with the reason', () => {
    const test = caseOf(report, 'PUT /api/v3/participant-declarations/{id}/change-delivery-partner', 'not tested');
    expect(test.skipped.message).toMatch(/^not tested: its request body refers/);
  });

  it('calls a failure that is no finding inconclusive', () => {
    const changed = { ...report, findings: [] };
    expect(caseOf(changed, 'GET /api/v3/statements/{id}', 'authentication-enforced').skipped.message).toMatch(
      /^inconclusive/,
    );
  });

  it.each(['inconclusive', 'failed'] as const)('a run that is %s is an error even where no check failed', (outcome) => {
    const health = { ...report.health, pluginErrors: [{ plugin: 'response-body', message: 'it threw' }] };
    const suites = parse({ ...report, findings: [], coverage: [], health, verdict: { ...report.verdict, outcome } });
    expect(Number(suites.errors)).toBe(2);
    expect(suites.testsuite[0].testcase[0].error.message).toContain(outcome);
    expect(suites.testsuite[0].testcase[1].error.message).toBe('it threw');
  });
});

describe('XML writing', () => {
  it('escapes markup, line ends in attributes, and what XML 1.0 cannot hold', () => {
    expect(element('a', { b: '<"&\n\t>', none: undefined }, [escapeXml(']]> \u0000 \ud800 \r 👍')])).toBe(
      '<a b="&#60;&#34;&#38;&#10;&#9;&#62;">]]&#62; \\u0000 \\ud800 &#13; 👍</a>',
    );
  });
});
