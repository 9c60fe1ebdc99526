import { fileURLToPath } from 'node:url';
import { type RunReport, type RunSuiteOptions, runSuite } from 'assay';
import { describe, expect, test } from 'vitest';
import { resolveConfig } from '../../src/config/resolve.ts';
import { manualClock } from '../../src/kernel/clock.ts';
import { checkLimit } from '../../src/run/limits.ts';
import { serve } from '../../src/sandbox/shared/serve.ts';
import { BUGS, type Bug, type Harbour, KEYS, LIMIT, openHarbour } from './bench/harbour.ts';
import { lines } from './matrix.ts';

const SUITE = fileURLToPath(new URL('./bench/bookings.suite.ts', import.meta.url));
const WITHOUT_LIST = fileURLToPath(new URL('./bench/without-list.overlay.yaml', import.meta.url));
const MOST_REQUESTS = 80;
const environment = { HARBOUR_KEY: KEYS.east, HARBOUR_OTHER_KEY: KEYS.west };

/** The check that must find each bug in the answers to single requests. */
const FOUND_BY: Readonly<Record<Exclude<Bug, 'limit-not-enforced'>, string>> = {
  'response-type-wrong': 'response-body',
  'error-at-valid-maximum': 'server-error',
  'delete-without-key': 'authentication-enforced',
  'value-under-minimum-accepted': 'invalid-data-accepted',
  'deleted-booking-readable': 'deleted-resource-readable',
  'any-key-on-one-operation': 'authentication-enforced',
  'bookings-of-others-readable': 'foreign-access',
};

async function runOn(
  bugs: readonly Bug[],
  options: RunSuiteOptions = {},
): Promise<{ report: RunReport; harbour: Harbour }> {
  const harbour = openHarbour(bugs);
  const serving = await serve(harbour);
  try {
    const report = await runSuite(SUITE, { environment: { ...environment, HARBOUR_URL: serving.url }, ...options });
    return { report, harbour };
  } finally {
    await serving.close();
  }
}

describe('five operations, an API key, links: eight bugs', () => {
  test.each(['1', '2', '3'])('none is reported where there is none, within the limit, on seed %s', async (seed) => {
    const { report, harbour } = await runOn([], { seed });
    expect(lines(report)).toEqual([]);
    expect(report.verdict.exitCode).toBe(0);
    expect(harbour.asked()).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(harbour.busiest()).toBeLessThanOrEqual(LIMIT);
    expect(report.health.throttled).toBe(0);
  });

  test.each(Object.entries(FOUND_BY))('%s alone is found by %s, and nothing else', async (bug, check) => {
    const { report, harbour } = await runOn([bug as Bug]);
    expect([...new Set(report.findings.map((finding) => finding.check))]).toEqual([check]);
    expect(harbour.asked()).toBeLessThanOrEqual(MOST_REQUESTS);
  });

  test('all at once: every one is found, with at most nine findings and no key in the report', async () => {
    const { report, harbour } = await runOn(BUGS);
    expect([...new Set(report.findings.map(({ check }) => check))].sort()).toEqual(
      [...new Set(Object.values(FOUND_BY))].sort(),
    );
    expect(report.findings.length).toBeLessThanOrEqual(9);
    expect(harbour.asked()).toBeLessThanOrEqual(MOST_REQUESTS);
    for (const key of Object.values(KEYS)) expect(JSON.stringify(report)).not.toContain(key);
  });

  test.each([
    ['none', [], []],
    ['a deletion without key', ['delete-without-key'], ['authentication-enforced']],
    ['a deleted booking', ['deleted-booking-readable'], ['deleted-resource-readable']],
    ['a wrong type', ['response-type-wrong'], ['response-body']],
  ] as const)('where nothing is listed, links teach the ids: %s', async (_, bugs, checks) => {
    const { report, harbour } = await runOn(bugs, { overlays: [WITHOUT_LIST] });
    expect([...new Set(report.findings.map(({ check }) => check))]).toEqual(checks);
    expect(report.coverage.filter(({ reached }) => !reached)).toEqual([]);
    expect(harbour.asked()).toBeLessThanOrEqual(MOST_REQUESTS);
  });

  test.each([
    ['is kept', [], 'pass', 0],
    ['is never enforced', ['limit-not-enforced'], 'fail', 1],
  ] as const)('the documented limit %s, in virtual time', async (_, bugs, outcome, exitCode) => {
    const clock = manualClock();
    const harbour = openHarbour(bugs, clock);
    const env = { ...environment, HARBOUR_URL: 'http://127.0.0.1' };
    const config = await resolveConfig(SUITE, {}, { cwd: '.', env });
    // Only of an emulator does anybody believe that it lives by another clock.
    const report = await checkLimit(
      { ...config, environment: 'emulator' },
      {
        version: '0.0.0',
        time: 'virtual',
        idle: true,
        virtual: { clock, fetch: (request) => harbour.fetch(request) },
      },
    );
    expect(report.verdicts.find(({ id }) => id === 'limit-quota-over')?.outcome.kind).toBe(outcome);
    expect(report.result.exitCode).toBe(exitCode);
  });
});
