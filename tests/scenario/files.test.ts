import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assay, listen, start } from './shared/assay.ts';

const DOCUMENT = `openapi: 3.1.0
info: { title: Small, version: '1' }
paths:
  /a:
    get:
      parameters: [{ name: n, in: query, schema: { type: integer, minimum: 1 } }]
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: object } } } }
        '400': { description: bad }
`;

const right: RequestListener = (request, response) => {
  const n = new URL(request.url ?? '/', 'http://x').searchParams.get('n');
  const good = n === null || /^[1-9]\d*$/.test(n);
  response.writeHead(good ? 200 : 400, good ? { 'content-type': 'application/json' } : {});
  response.end(good ? '{}' : undefined);
};

const folder = () => mkdtempSync(join(tmpdir(), 'assay-files-'));

function written(text: string, name = 'api.yaml'): string {
  const file = join(folder(), name);
  writeFileSync(file, text);
  return file;
}

describe('the files of a run', () => {
  let server: Awaited<ReturnType<typeof listen>>;
  let slow: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    server = await listen(right);
    slow = await listen((request, response) => void setTimeout(() => right(request, response), 150));
  });
  afterAll(() => {
    server.close();
    slow.close();
  });

  test('leave others in the folder alone and replace the earlier report', async () => {
    const out = folder();
    writeFileSync(join(out, 'notes.txt'), 'mine');
    writeFileSync(join(out, 'report.json'), 'old');
    const run = await assay(['run', written(DOCUMENT), '--url', server.url, '--out', out]);
    expect(run.exitCode).toBe(0);
    expect(readFileSync(join(out, 'notes.txt'), 'utf8')).toBe('mine');
    expect(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')).verdict.exitCode).toBe(0);
    expect(readdirSync(dirname(out)).filter((name) => name.includes('.partial-'))).toEqual([]);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('are none after %s, and the earlier report stays', async (signal, exitCode) => {
    const parent = folder();
    const out = join(parent, 'latest');
    mkdirSync(out);
    writeFileSync(join(out, 'report.json'), 'old');
    const { child, done } = start(['run', written(DOCUMENT), '--url', slow.url, '--concurrency', '1', '--out', out]);
    await new Promise<void>((seen) => child.stderr?.on('data', (text) => String(text).includes('planned') && seen()));
    await new Promise((later) => setTimeout(later, 300));
    child.kill(signal);
    const run = await done;
    expect(run.exitCode).toBe(exitCode);
    expect(run.stderr).toContain(`stopped by ${signal}`);
    expect(run.stderr).not.toMatch(/\n\s+at /);
    expect(readdirSync(parent)).toEqual(['latest']);
    expect(readdirSync(out)).toEqual(['report.json']);
    expect(readFileSync(join(out, 'report.json'), 'utf8')).toBe('old');
  });

  test('are refused before any request when they cannot be put in place', async () => {
    let asked = 0;
    const counting = await listen((request, response) => {
      asked++;
      right(request, response);
    });
    const file = written('in the way');
    for (const out of [file, join(file, 'below'), ' ', '/proc/nowhere/report']) {
      const run = await assay(['run', written(DOCUMENT), '--url', counting.url, '--out', out]);
      expect(run.stderr).toContain('out-not-writable');
      expect(run.exitCode).toBe(2);
    }
    counting.close();
    expect(asked).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('in the way');
  });

  test('are none when nothing answers: the earlier report stays', async () => {
    const out = folder();
    writeFileSync(join(out, 'report.json'), 'old');
    const dead = await listen(right);
    dead.close();
    const run = await assay(['run', written(DOCUMENT), '--url', dead.url, '--out', out]);
    expect(run.exitCode).toBe(3);
    expect(readdirSync(out)).toEqual(['report.json']);
  });
});

describe('what a command is given', () => {
  test('a plan is the same twice, byte for byte', async () => {
    const argv = ['plan', 'specs/npq-registration/v3.yaml', '--format', 'json', '--rate', '1000/5m'];
    const [one, two] = [await assay(argv), await assay(argv)];
    expect(one.exitCode).toBe(0);
    expect(one.stdout).toBe(two.stdout);
    expect(JSON.parse(one.stdout).cases.length).toBeGreaterThan(100);
    const other = await assay([...argv, '--seed', '2']);
    expect(other.stdout).not.toBe(one.stdout);
  });

  test('a description behind an address', async () => {
    const api = await listen((request, response) => {
      if (request.url !== '/openapi.yaml?key=hidden') return right(request, response);
      response.writeHead(200, { 'content-type': 'application/yaml' }).end(DOCUMENT);
    });
    const run = await assay(['run', `${api.url}/openapi.yaml?key=hidden`, '--url', api.url, '--out', '{out}']);
    api.close();
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toContain('openapi.yaml: ');
    expect(run.stderr).not.toContain('hidden');
  });

  test.each([
    ['json', JSON.stringify],
    ['yaml', (value: unknown) => `# JSON is YAML\n${JSON.stringify(value, null, 2)}`],
  ])('a configuration in %s instead of a suite', async (ending, write) => {
    const file = written(DOCUMENT);
    const config = join(dirname(file), `parcels.config.${ending}`);
    const server = await listen(right);
    const environments = { here: { kind: 'emulator', url: server.url, identities: {} } };
    writeFileSync(config, write({ name: 'small', title: 'Small', spec: 'api.yaml', environments }));
    const run = await assay(['run', config, '--out', '{out}']);
    server.close();
    expect(run.stderr).toContain('small: ');
    expect(run.exitCode).toBe(0);
  });

  test.each([
    ['no operation', 'openapi: 3.1.0\ninfo: { title: t, version: "1" }\npaths: {}\n', [], [2, 4]],
    ['credentials in the address', DOCUMENT, ['--url', 'http://user:hunter2hunter2@127.0.0.1:1'], [3]],
    ['an address of another kind', DOCUMENT, ['--url', 'ftp://127.0.0.1'], [3]],
    ['an address that is none', DOCUMENT, ['--url', 'localhost'], [2, 3]],
    ['a window longer than any timer', DOCUMENT, ['--timeout', '99999999999', '--url', 'http://127.0.0.1:1'], [3]],
    ['an emulator switch without emulator', DOCUMENT, ['--mode', 'clean'], [2]],
  ])('%s is told in one message', async (_name, document, flags, codes) => {
    const run = await assay(['run', written(document), '--url', 'http://127.0.0.1:1', ...flags, '--out', '{out}']);
    expect(codes).toContain(run.exitCode);
    expect(run.stderr + run.stdout).not.toContain('hunter2');
    expect(run.stderr).not.toMatch(/\n\s+at /);
    expect(run.stderr).not.toContain('TimeoutOverflowWarning');
    expect(existsSync(run.out) && run.exitCode !== 4).toBe(false);
  });

  test('a document of a thousand operations, within the budget', async () => {
    const paths = Array.from(
      { length: 1_000 },
      (_, index) => `  /p${index}: { get: { responses: { '200': { description: ok } } } }`,
    );
    const run = await assay([
      'plan',
      written(`openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n${paths.join('\n')}\n`),
    ]);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('Left out');
  });
});

test('`assay list | head` is no error', async () => {
  const { child, done } = start(['list', 'checks']);
  child.stdout?.destroy();
  const run = await done;
  expect(run.stderr).toBe('');
  expect(run.exitCode).toBe(0);
});
