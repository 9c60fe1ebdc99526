import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../../src/model/run-report.ts';
import { markup } from '../../../src/report/html/markup.ts';
import { renderPage } from '../../../src/report/html/page.ts';
import { LADDER, viewOf } from '../../../src/report/html/view.ts';
import { sampleReport } from '../../fixtures/sample-report.ts';

const [LIMITS] = LADDER;
if (!LIMITS) throw new Error('the ladder has steps');

/** The sample many times over, every copy with operations and fingerprints of its own. */
function huge(copies: number): RunReport {
  const report = sampleReport();
  const times = <T>(items: readonly T[], copy: (item: T, index: number) => T): T[] =>
    Array.from({ length: copies }, (_, index) => items.map((item) => copy(item, index))).flat();
  return {
    ...report,
    findings: times(report.findings, (finding, index) => ({
      ...finding,
      fingerprint: `${finding.fingerprint}${index}`,
      message: `${finding.message} ${'long '.repeat(400)}`,
    })),
    coverage: times(report.coverage, (coverage, index) => ({
      ...coverage,
      operation: `${coverage.operation}/${index}`,
    })),
    requirements: times(report.requirements, (result) => result),
  };
}

describe('the page', () => {
  it('stays under a megabyte and says what it left out', () => {
    const page = renderPage(huge(60));
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
    expect(page).toMatch(/Showing \d+ of \d+ findings/);
    expect(page).toMatch(/Showing \d+ of 1320 operations/);
    expect(page).toContain('report.json');
  });

  it('leaves nothing out of a report of usual size', () => {
    expect(renderPage(sampleReport())).not.toContain('class="cut"');
  });

  it('forbids itself scripts and any loading', () => {
    const page = renderPage(sampleReport());
    expect(page.replaceAll('&#39;', "'")).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|url\(|@import/);
  });

  it('shows the credential by its variable in the curl line and redacted in the request', () => {
    const page = renderPage(sampleReport());
    expect(page).toContain('authorization: Bearer $NPQ_TOKEN');
    expect(page).toContain('authorization: Bearer [redacted:NPQ_TOKEN]');
  });

  it.each(['conformant', 'inconclusive', 'failed'] as const)('has a banner of its own for %s', (outcome) => {
    const report = sampleReport();
    const page = renderPage({ ...report, verdict: { ...report.verdict, outcome } });
    expect(page).toContain(`class="verdict ${outcome}"`);
  });
});

describe('anchors', () => {
  it('are readable and unique', () => {
    const report = sampleReport();
    const [first] = report.coverage;
    if (!first) throw new Error('the sample has operations');
    const coverage = ['GET /a/{b}', 'GET /a/b', 'GET /a-b'].map((operation) => ({ ...first, operation }));
    const view = viewOf({ ...report, coverage, findings: [] }, LIMITS);
    expect(coverage.map(({ operation }) => view.anchorOf(operation))).toEqual([
      'op-get-a-b',
      'op-get-a-b-2',
      'op-get-a-b-3',
    ]);
  });
});

describe('markup', () => {
  it('escapes text and keeps markup', () => {
    const inner = markup`<b>${'<&>"\''}</b>`;
    expect(markup`<p title="${'"'}">${inner}${undefined}${false}${null}${0}${['a', inner]}</p>`.markup).toBe(
      '<p title="&#34;"><b>&#60;&#38;&#62;&#34;&#39;</b>0a<b>&#60;&#38;&#62;&#34;&#39;</b></p>',
    );
  });

  it('cuts a text that would fill the file', () => {
    expect(markup`${'x'.repeat(10_000)}`.markup).toMatch(/^x{4000} … \(10000 characters\)$/);
  });
});
