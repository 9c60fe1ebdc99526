import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reporters } from '../../src/report/index.ts';
import { emptyReport } from '../fixtures/rewrite-strings.ts';
import { sampleReport } from '../fixtures/sample-report.ts';

const OPTIONS = { colour: false, width: 80 };

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}

it('the folder holds exactly the registered reporters', () => {
  const files = readdirSync(new URL('../../src/report/', import.meta.url)).filter((name) => name.endsWith('.ts'));
  const expected = [...reporters.all.map(({ id }) => `${id}.ts`), 'index.ts'];
  expect(files.sort()).toEqual(expected.sort());
});

it('no two reporters write the same file', () => {
  const names = reporters.all.flatMap(({ fileName }) => fileName ?? []);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(reporters.all.map((reporter) => [reporter.id, reporter] as const))('%s', (_id, reporter) => {
  it('documents itself', () => {
    expect(reporter.title.split(' ').length).toBeLessThanOrEqual(8);
    expect(reporter.rationale).toMatch(/\.$/);
  });

  it('is pure: the same report gives the same text, and the report is left alone', () => {
    const report = freeze(sampleReport());
    expect(reporter.render(report, OPTIONS)).toBe(reporter.render(freeze(sampleReport()), OPTIONS));
  });

  it('says the verdict, the target and every finding', () => {
    const report = sampleReport();
    const text = reporter.render(report, OPTIONS);
    expect(text).toMatch(/not.conformant/i);
    expect(text).toContain(report.target.baseUrl);
    for (const finding of report.findings) {
      const shown = finding.baseline.state === 'known' ? finding.baseline.deviation.id : finding.fingerprint;
      expect(text).toContain(shown);
    }
  });

  it('renders a run that did nothing', () => {
    expect(reporter.render(emptyReport(sampleReport()), OPTIONS).length).toBeGreaterThan(50);
  });

  it('adds no colour and no address of its own to what it is given', () => {
    const text = reporter.render(sampleReport(), OPTIONS);
    expect(text).not.toContain('\u001b');
    const hosts = [...text.matchAll(/https?:\/\/([\w.:-]+)/g)].map((match) => match[1]);
    expect(new Set(hosts)).toSatisfy((found: Set<string>) =>
      [...found].every((host) => ['127.0.0.1:4010', 'www.rfc-editor.org'].includes(host)),
    );
  });

  it('matches its golden file', async () => {
    const text = reporter.render(sampleReport(), OPTIONS);
    await expect(text).toMatchFileSnapshot(`../unit/report/golden/${reporter.id}.golden`);
  });
});
