import { describe, expect, it } from 'vitest';
import { paint } from '../../../src/report/console/paint.ts';
import { reporters } from '../../../src/report/index.ts';
import { sampleReport } from '../../fixtures/sample-report.ts';

const render = (report = sampleReport(), colour = false, width = 100) =>
  reporters.get('console').render(report, { colour, width });

describe('the console', () => {
  it('begins with the verdict and its reason', () => {
    const [first, second] = render().split('\n');
    expect(first).toBe('✗ NOT CONFORMANT: NPQ registration API v3');
    expect(second).toMatch(/^ {2}Four findings break the document/);
  });

  it('gives each open finding its clause and replay command, worst first', () => {
    const text = render();
    expect(text.match(/assay replay \w{12}/g)).toHaveLength(5);
    expect(text.match(/^ {2}(CRITICAL|HIGH|MEDIUM|LOW)/gm)).toEqual(['  CRITICAL', '  HIGH', '  MEDIUM', '  MEDIUM']);
    expect(text).toContain('clause   RFC 9110 §15.6.1');
  });

  it('has a line for each operation that says what was unseen, undeclared, doubtful or not tested', () => {
    const text = render();
    expect(text).toMatch(/✗ GET \/api\/v3\/participants\/npq 200×9, 401×7, 500×2 undeclared/);
    expect(text).toMatch(/○ PUT \S+change-delivery-partner not tested/);
    expect(text).toMatch(/\? PUT \S+resume .*no valid request/);
    expect(text).toMatch(/404 unseen/);
    expect(text).toMatch(/✓ GET \S+npq-applications\/\{id\} .*inconclusive:\s+invalid-data-accepted/);
  });

  it('counts requirements and names those that are not kept', () => {
    const text = render();
    expect(text).toContain('Requirements (21 kept, 5 broken of which 1 as known, 1 inconclusive, 3 not tested)');
    expect(text).toContain('? NPQ3-PART-01');
    expect(text).not.toContain('NPQ3-AUTH-02');
  });

  it('tells of trouble of the run itself', () => {
    const report = sampleReport();
    const health = { ...report.health, throttled: 4, pluginErrors: [{ plugin: 'page-size', message: 'it threw' }] };
    expect(render({ ...report, health })).toMatch(
      /Run health\n {2}- 4 answers said 429.*\n {2}- plug-in page-size failed/,
    );
  });

  it('uses colour only when told, and the words are the same', () => {
    const coloured = render(sampleReport(), true);
    const esc = String.fromCharCode(27);
    expect(coloured).toContain(`${esc}[31m✗${esc}[0m`);
    expect(coloured.replaceAll(new RegExp(`${esc}\\[\\d+m`, 'g'), '')).toBe(render());
  });
});

describe('paint', () => {
  it('wraps at spaces, hangs under the label, and cuts what is too long', () => {
    const ink = paint({ colour: false, width: 40 });
    expect(ink.lines(`one two ${'x'.repeat(50)} end`, { indent: 2, label: 'at' })).toEqual([
      '  at one two',
      `     ${'x'.repeat(35)}`,
      `     ${'x'.repeat(15)} end`,
    ]);
  });

  it('does not let content bring escape sequences', () => {
    expect(paint({ colour: false, width: 80 }).lines('\u001b[2Jgone\r\nnext')).toEqual(['␛[2Jgone next']);
  });
});
