import { runSuite } from 'assay';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { npqRegistration } from '../../src/sandbox/npq/emulator.ts';
import { type Serving, serve } from '../../src/sandbox/shared/serve.ts';

/** The sandbox of the provider as its suites name it, played by the emulator. */
describe.each(['v1', 'v2'])('NPQ registration %s in the sandbox, where it is retired', (version) => {
  const servings: Serving[] = [];

  beforeAll(async () => {
    for (const defects of [['D28'], []])
      servings.push(await serve(npqRegistration.create({ mode: 'faithful', defects, clock: systemClock })));
  });
  afterAll(() => Promise.all(servings.map((serving) => serving.close())));

  const run = (serving: Serving | undefined) =>
    runSuite(`npq-registration/${version}`, {
      env: 'sandbox',
      environment: { NPQ_SANDBOX_URL: serving?.url, NPQ_SANDBOX_TOKEN: 'ambition-token', NPQ_SANDBOX_OTHER_TOKEN: 'x' },
    });

  test('gone: conformant, with one request for each example of an operation', async () => {
    const report = await run(servings[0]);
    expect(report.findings).toEqual([]);
    expect(report.verdict.exitCode).toBe(0);
    // Declarations have three examples, every other operation one request.
    expect(report.health.requests).toBe(report.coverage.length + 2);
  });

  test('still answering: a finding', async () => {
    const report = await run(servings[1]);
    expect([...new Set(report.findings.map(({ check }) => check))]).toEqual(['version-retirement']);
    expect(report.verdict.exitCode).toBe(1);
  });
});
