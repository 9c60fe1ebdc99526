import { type RunReport, runSuite } from 'assay';
import { describe, expect, test } from 'vitest';

const WINDOW = 1_000;
const VERSIONS = ['v1', 'v2', 'v3'] as const;

/** Requirements that only a run with `--undeclared-methods` looks at. */
const ASKED_FOR = ['DOC-04'];

/** Requests are counted, not timed: each run must fit one window of the documented limit. */
describe('NPQ registration: economy', async () => {
  const reports = new Map<string, RunReport>();
  for (const version of VERSIONS) reports.set(version, await runSuite(`npq-registration/${version}`));
  const requests = (version: string) => reports.get(version)?.health.requests ?? Number.NaN;

  test('version 3 takes at most 900 requests, on every operation', () => {
    expect(requests('v3')).toBeLessThanOrEqual(900);
    expect(reports.get('v3')?.coverage.filter(({ reached }) => !reached)).toEqual([]);
    expect(reports.get('v3')?.coverage).toHaveLength(22);
  });

  test.each(VERSIONS)('%s: every requirement that can be tested was judged', (version) => {
    const open = (reports.get(version)?.requirements ?? []).filter(
      ({ state, requirement }) => requirement.evidence.length > 0 && !['kept', 'broken'].includes(state),
    );
    expect(open.map(({ requirement }) => requirement.id.replace(/^NPQ\d-/, ''))).toEqual(ASKED_FOR);
  });

  test.each(VERSIONS)('%s fits one window of 1,000, so that the three take three', (version) => {
    expect(requests(version)).toBeGreaterThan(0);
    expect(requests(version)).toBeLessThanOrEqual(WINDOW);
    expect(reports.get(version)?.health.throttled).toBe(0);
  });

  test.each(VERSIONS)('%s: a request is distinct, a replay, or read anew after a change', (version) => {
    const health = reports.get(version)?.health;
    expect(health?.distinctRequests).toBeGreaterThan(0.85 * (requests(version) - (health?.replays ?? 0)));
  });
});
