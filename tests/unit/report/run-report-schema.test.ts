import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../../../src/kernel/json.ts';
import { reportToJson, runReportSchema } from '../../../src/report/index.ts';
import { emptyReport } from '../../fixtures/rewrite-strings.ts';
import { exchange, sampleReport } from '../../fixtures/sample-report.ts';

/** The schema with every described object closed: a member that the schema forgot is then an error. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isJsonObject(schema)) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([name, member]) => [name, closed(member)]));
  const opened =
    !('properties' in schema) ||
    (Array.isArray(schema['required']) && schema['required'].includes('mediaType')) ||
    'use' in Object(schema['properties']);
  return opened ? copy : { ...copy, additionalProperties: false };
}

function validator(schema: unknown) {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(schema as object);
}

const written = (report = sampleReport()): unknown => JSON.parse(reportToJson(report));

describe('the published schema of report.json', () => {
  it.each([
    ['open, as published', runReportSchema],
    ['closed, so that nothing is left undescribed', closed(runReportSchema)],
  ])('accepts real reports (%s)', (_name, schema) => {
    const validate = validator(schema);
    for (const report of [sampleReport(), emptyReport(sampleReport())]) {
      validate(written(report));
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it('accepts bytes, cut bodies, missing answers and every kind of clause', () => {
    const report = sampleReport();
    const [first] = report.findings;
    if (!first) throw new Error('the sample has findings');
    const bytes = exchange(1, 'GET', { path: '/' }, { status: 200, body: '' });
    const trace = [
      { ...bytes, request: { ...bytes.request, body: new Uint8Array([255, 254]) } },
      exchange(2, 'GET', { path: '/' }, 'timeout'),
    ];
    const changed = {
      ...report,
      findings: [{ ...first, basis: { kind: 'requirement', id: 'R1' } as const, example: { ...first.example, trace } }],
    };
    const validate = validator(closed(runReportSchema));
    validate(JSON.parse(reportToJson(changed, 1)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each([
    ['a missing member', (report: Record<string, unknown>) => ({ ...report, health: undefined })],
    [
      'an unknown outcome',
      (report: Record<string, unknown>) => ({ ...report, verdict: { ...Object(report['verdict']), outcome: 'fine' } }),
    ],
    ['another version', (report: Record<string, unknown>) => ({ ...report, reportVersion: 2 })],
    [
      'a date that is none',
      (report: Record<string, unknown>) => ({ ...report, run: { ...Object(report['run']), startedAt: 'now' } }),
    ],
  ])('refuses %s', (_name, change) => {
    const broken = JSON.parse(JSON.stringify(change(written() as Record<string, unknown>)));
    expect(validator(runReportSchema)(broken)).toBe(false);
  });
});
