import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import type { LimitReport } from '../../src/model/limit.ts';
import { limitedAt } from '../../src/sandbox/limited/definition.ts';
import { type Serving, serve } from '../../src/sandbox/shared/serve.ts';
import { assay, listen, type Outcome } from './shared/assay.ts';

const RATE = { requests: 20, windowMs: 3_000 };
const KEYS = { KEY: 'Bearer east-token', OTHER: 'Bearer west-token' };

const servings: Serving[] = [];
afterEach(async () => {
  for (const serving of servings.splice(0)) await serving.close();
});

/** An API behind a limiter, served in real time; counts what it is asked. */
async function limited(...defects: string[]) {
  const emulator = limitedAt(RATE).create({ mode: 'clean', defects, clock: systemClock });
  const seen = { requests: 0 };
  const serving = await serve({
    fetch: (request, peer) => {
      seen.requests++;
      return emulator.fetch(request, peer);
    },
  });
  servings.push(serving);
  return { url: `${serving.url}/stations`, seen };
}

const flags = [
  '--limit',
  '20/3s',
  '--algorithm',
  'rolling',
  '-H',
  'Authorization: env:KEY',
  '--idle',
  '--out',
  '{out}',
];
const reportOf = ({ out }: Outcome): LimitReport => JSON.parse(readFileSync(join(out, 'limits.json'), 'utf8'));
const outcomeOf = (report: LimitReport, id: string) => report.verdicts.find((one) => one.id === id)?.outcome.kind;

describe('assay limits of a bare address', () => {
  test.each([
    [[], 'pass'],
    [['keyed-by-ip'], 'fail'],
  ] as const)('with --other-header tells whether keys are apart (%j: %s)', async (defects, isolation) => {
    const { url } = await limited(...defects);
    const done = await assay(['limits', url, ...flags, '--other-header', 'Authorization: env:OTHER', '--yes'], KEYS);
    const report = reportOf(done);
    expect([outcomeOf(report, 'limit-isolation'), done.stderr]).toEqual([isolation, expect.anything()]);
    expect(done.exitCode).toBe(report.result.exitCode);
    for (const file of ['limits.json', 'limits.html', 'limits.junit.xml', 'events.ndjson']) {
      const text = readFileSync(join(done.out, file), 'utf8');
      expect(text).not.toMatch(/east-token|west-token/);
    }
    const again = await assay(['limits', 'classify', join(done.out, 'events.ndjson'), '--out', '{out}']);
    expect(reportOf(again)).toEqual(report);
    expect(again.exitCode).toBe(done.exitCode);
  });

  test('sends nothing without a terminal or --yes, and says so', async () => {
    const { url, seen } = await limited();
    const done = await assay(['limits', url, ...flags], KEYS);
    expect([done.exitCode, seen.requests]).toEqual([2, 0]);
    expect(done.stderr).toContain('Confirm it in the terminal or pass --yes');
  });

  test('shows the plan and sends nothing with --dry-run', async () => {
    const { url, seen } = await limited();
    const done = await assay(['limits', url, ...flags, '--dry-run'], KEYS);
    expect([done.exitCode, seen.requests, existsSync(done.out)]).toEqual([0, 0, false]);
    expect(done.stderr).toMatch(/never more than \d+, of which at most 16 refused/);
  });

  test('refuses a second check of the same target while one is going on', async () => {
    const { url } = await limited();
    const command = ['limits', url, ...flags, '--yes'];
    const both = await Promise.all([assay(command, KEYS), assay(command, KEYS)]);
    const refused = both.filter(({ stderr }) => stderr.includes('is going on from this machine'));
    expect(refused).toHaveLength(1);
    expect(refused[0]?.exitCode).toBe(2);
    const third = await assay([...command, '--dry-run'], KEYS);
    expect(third.exitCode).toBe(0);
  });

  test('sends nothing to an address that nobody calls a sandbox, nor with two names for another key', async () => {
    const away = await assay(['limits', 'https://api.example.org/things', ...flags, '--yes'], KEYS);
    expect(away.exitCode).toBe(3);
    const { url, seen } = await limited();
    const other = ['--other-header', 'Authorization: env:OTHER', '--other-identity', 'x', '--yes'];
    const doubled = await assay(['limits', url, ...flags, ...other], KEYS);
    expect([doubled.exitCode, seen.requests]).toEqual([2, 0]);
  });

  test('confirms a refusal on connections of its own', async () => {
    const emulator = limitedAt(RATE).create({ mode: 'clean', clock: systemClock });
    const bySocket = new Map<unknown, number>();
    const server = await listen(async (request, response) => {
      bySocket.set(request.socket, (bySocket.get(request.socket) ?? 0) + 1);
      const authorization = request.headers.authorization;
      const answer = await emulator.fetch(
        new Request(`http://127.0.0.1${request.url}`, { headers: authorization ? { authorization } : {} }),
      );
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(await answer.text());
    });
    const done = await assay(['limits', `${server.url}/stations`, ...flags, '--yes'], KEYS);
    server.close();
    const confirming = reportOf(done).observations.filter(({ step }) => step === 'confirm').length;
    expect(confirming).toBeGreaterThanOrEqual(1);
    expect([...bySocket.values()].filter((count) => count === 1).length).toBeGreaterThanOrEqual(confirming);
  });
});

describe('assay conform', () => {
  test.each([
    [[], 0, 'The limit is as documented'],
    [['--defect', 'fixed-window-epoch'], 1, 'The limit is not as documented'],
  ] as const)('checks the limit of a suite in virtual time (%j: %i)', async (defects, exitCode, words) => {
    const done = await assay(['conform', '--suites', 'suites/limited', '--out', '{out}', ...defects]);
    expect(done.stdout).toContain(words);
    expect(done.exitCode).toBe(exitCode);
  });
});
