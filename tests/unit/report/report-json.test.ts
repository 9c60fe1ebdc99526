import { describe, expect, it } from 'vitest';
import { reporters } from '../../../src/report/index.ts';
import { renderEvent, reportFromJson, reportToJson } from '../../../src/report/shared/report-json.ts';
import { exchange, sampleReport } from '../../fixtures/sample-report.ts';

describe('reportFromJson', () => {
  it('gives back what reportToJson wrote, so that every reporter says the same again', () => {
    const again = reportFromJson(reportToJson(sampleReport()));
    expect(again).toEqual(sampleReport());
    for (const reporter of reporters.all) {
      const options = { colour: false, width: 80 };
      expect(reporter.render(again, options)).toBe(reporter.render(sampleReport(), options));
    }
  });

  it('leaves a template alone that looks like an encoded body', () => {
    const report = sampleReport();
    const [first] = report.findings;
    if (!first) throw new Error('the sample has findings');
    const template = { mediaType: 'application/json', json: { encoding: 'utf8', data: 'x', size: 1 } };
    const steps = first.example.case.steps.map((step) => ({ ...step, request: { ...step.request, body: template } }));
    const changed = {
      ...report,
      findings: [{ ...first, example: { ...first.example, case: { ...first.example.case, steps } } }],
    };
    expect(reportFromJson(reportToJson(changed))).toEqual(changed);
  });

  it.each([
    ['no JSON', 'bad-report'],
    ['[1]', 'bad-report'],
    ['{"reportVersion":1}', 'bad-report'],
    [reportToJson({ ...sampleReport(), reportVersion: 99 }), 'report-version'],
  ])('refuses %.30s with %s', (text, code) => {
    expect(() => reportFromJson(text)).toThrow(expect.objectContaining({ kind: 'usage', code }));
  });
});

describe('a body beyond the limit', () => {
  it('is cut, marked, and its response counts as truncated', () => {
    const report = JSON.parse(reportToJson(sampleReport(), 100));
    const { response } = report.findings[0].example.trace[0].result;
    expect(response.truncated).toBe(true);
    expect(response.body).toMatchObject({ encoding: 'utf8', cut: true });
    expect(response.body.data.length).toBeLessThanOrEqual(100);
    expect(response.body.size).toBeGreaterThan(100);
  });
});

describe('renderEvent', () => {
  const event = {
    type: 'exchange-done',
    case: 'c1',
    step: 0,
    purpose: 'case',
    exchange: exchange(
      0,
      'POST',
      { path: '/x', body: { a: 'line\nbreak' } },
      { status: 200, body: 'x'.repeat(70_000) },
    ),
  } as const;

  it('is one line of JSON with bodies as text, cut at 64 KiB', () => {
    const line = renderEvent(event);
    expect(line).not.toContain('\n');
    const parsed = JSON.parse(line);
    expect(parsed.exchange.request.body).toEqual({ encoding: 'utf8', data: '{"a":"line\\nbreak"}', size: 19 });
    expect(parsed.exchange.result.response.body).toMatchObject({ size: 70_000, cut: true });
    expect(parsed.exchange.result.response.body.data).toHaveLength(65_536);
  });

  it('leaves events without bodies as they are', () => {
    const plain = { type: 'budget-spent', sent: 3, budget: 10, leftOut: 0 } as const;
    expect(JSON.parse(renderEvent(plain))).toEqual(plain);
  });
});
