import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { manualClock } from '../../../src/kernel/clock.ts';
import { limitReporters } from '../../../src/report/limits/index.ts';
import { limitedAt } from '../../../src/sandbox/limited/definition.ts';
import { probeInProcess } from '../../detect/probe-in-process.ts';

const RATE = { requests: 200, windowMs: 60_000 };

async function reportOn(defects: string[]) {
  const clock = manualClock();
  return probeInProcess(limitedAt(RATE).create({ mode: 'clean', defects, clock }), RATE, { clock });
}

describe('limit reports', () => {
  test('the page draws windows, certificate and schedule, loads nothing and runs nothing', async () => {
    const page = limitReporters.html.render(await reportOn(['fixed-window-epoch']));
    expect(page).toContain('The limit is not as documented');
    expect(page).toContain('fixed window aligned to the clock');
    expect(page).toMatch(/<line class="boundary"/);
    expect(page).toMatch(/<line class="span over"/);
    expect(page).toContain('just before the first cohort is a window old');
    expect(page).not.toMatch(/<script|<link|src=|url\(/);
    expect(page).not.toContain('east-token');
    expect(Buffer.byteLength(page)).toBeLessThan(200_000);
  });

  test('a subject cannot break out of the page or the XML', async () => {
    const hostile = { ...(await reportOn([])), subject: '<img src=x onerror=1>&"' };
    expect(limitReporters.html.render(hostile)).not.toContain('<img');
    expect(XMLValidator.validate(limitReporters.junit.render(hostile))).toBe(true);
  });

  test('JUnit has a case for each question; what cannot be told is skipped with its reason', async () => {
    const report = await reportOn(['token-bucket']);
    const xml = new XMLParser({ ignoreAttributes: false }).parse(limitReporters.junit.render(report));
    const cases = xml.testsuites.testsuite.testcase;
    expect(cases).toHaveLength(report.verdicts.length);
    const failed = report.verdicts.filter(({ outcome }) => outcome.kind === 'fail').length;
    expect(Number(xml.testsuites['@_failures'])).toBe(failed);
    expect(failed).toBeGreaterThan(0);
  });

  test('the console says result, certificate and explanation; JSON reads back', async () => {
    const report = await reportOn(['fixed-window-first-request']);
    const text = limitReporters.console.render(report, { colour: false, width: 100 });
    expect(text).toContain('Best explanation: fixed window from the first request, 200 in 60 s');
    expect(text).toContain('Certificate:');
    expect(text).not.toContain('\u001b');
    expect(JSON.parse(limitReporters.json.render(report))).toMatchObject({ reportVersion: 1, result: { exitCode: 1 } });
  });
});
