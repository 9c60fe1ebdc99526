import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { emulators, serve } from '../../src/sandbox/index.ts';
import { assay, listen, type Outcome, start } from './shared/assay.ts';

const SCHEMES = {
  query: '{ type: apiKey, in: query, name: api_key }',
  cookie: '{ type: apiKey, in: cookie, name: session }',
  basic: '{ type: http, scheme: basic }',
};
const SECRET = { query: 'query-key-123456', cookie: 'cookie-key-123456', basic: 'someone:pass-123456' };

const documentOf = (scheme: keyof typeof SCHEMES) => `openapi: 3.1.0
info: { title: Keys, version: '1' }
security: [{ s: [] }]
paths:
  /a:
    get:
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: object, required: [secret] } } } }
        '401': { description: no, headers: { WWW-Authenticate: { schema: { type: string } } } }
components: { securitySchemes: { s: ${SCHEMES[scheme]} } }
`;

function credentialIn(request: IncomingMessage, scheme: keyof typeof SCHEMES): string | undefined {
  if (scheme === 'query') return new URL(request.url ?? '/', 'http://x').searchParams.get('api_key') ?? undefined;
  if (scheme === 'cookie') return /(?:^|; )session=([^;]*)/.exec(request.headers.cookie ?? '')?.[1];
  const encoded = /^Basic (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  return encoded && Buffer.from(encoded, 'base64').toString('utf8');
}

async function tested(
  scheme: keyof typeof SCHEMES,
  admits: (credential: string | undefined) => boolean,
  afterwards?: (run: Outcome, env: Record<string, string>) => Promise<void>,
) {
  const server = await listen((request, response) => {
    const good = admits(credentialIn(request, scheme));
    const headers = good ? { 'content-type': 'application/json' } : { 'www-authenticate': 'Key realm="a"' };
    response.writeHead(good ? 200 : 401, headers).end(good ? '{"secret":1}' : undefined);
  });
  const file = join(mkdtempSync(join(tmpdir(), 'assay-keys-')), 'api.yaml');
  writeFileSync(file, documentOf(scheme));
  const name = { query: 'api_key', cookie: 'session', basic: 'Authorization' }[scheme];
  const argv = ['run', file, '--url', server.url, '-H', `${name}: env:SECRET`, '--out', '{out}'];
  const env = { SECRET: SECRET[scheme] };
  const run = await assay(argv, env);
  await afterwards?.(run, env);
  server.close();
  expect(run.stdout + run.stderr).not.toContain(SECRET[scheme]);
  return run;
}

describe.each(['query', 'cookie', 'basic'] as const)('a credential in %s', (scheme) => {
  test('that is looked up leaves nothing to find', async () => {
    const run = await tested(scheme, (credential) => credential === SECRET[scheme]);
    expect(run.stdout).toContain('CONFORMANT');
    expect(run.exitCode).toBe(0);
  });

  test('that may be any is found', async () => {
    const run = await tested(scheme, (credential) => credential !== undefined && credential !== '');
    expect(run.stdout).toContain('authentication-enforced');
    expect(run.exitCode).toBe(1);
  });

  test('that is not needed is found, and shown again by the beginning of its fingerprint', async () => {
    const replay = async ({ out }: Outcome, env: Record<string, string>) => {
      const report: { findings: { check: string; fingerprint: string }[] } = JSON.parse(
        readFileSync(join(out, 'report.json'), 'utf8'),
      );
      const found = report.findings.find(({ check }) => check === 'authentication-enforced');
      const again = await assay(['replay', found?.fingerprint.slice(0, 6) ?? 'none', '--from', out], env);
      expect(again.stdout).toContain('Shown again');
      expect(again.exitCode).toBe(1);
    };
    const run = await tested(scheme, () => true, replay);
    expect(run.exitCode).toBe(1);
    const gone = await assay(['replay', '', '--from', run.out]);
    expect(gone.exitCode).toBeGreaterThan(1);
  });
});

test('the emulator says how it is called, in a line that works, and ends on Ctrl-C', async () => {
  const { child, done } = start(['sandbox', 'reference', '--mode', 'clean']);
  const shown = await new Promise<string>((seen) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('Ctrl-C')) seen(text);
    });
  });
  const line = /^\s*(curl .*)$/m.exec(shown)?.[1] ?? '';
  const { stdout } = await promisify(execFile)('sh', ['-c', `${line} --silent --show-error`]);
  expect(JSON.parse(stdout)).toMatchObject({ items: expect.any(Array) });
  child.kill('SIGINT');
  expect((await done).exitCode).toBe(0);
});

/** Run the reference suite's document behind a limiter of so many requests in so long; when did requests come, and which were refused? */
async function limited(most: number, windowMs: number, flags: readonly string[]) {
  const definition = emulators.get('reference');
  const emulator = await serve(definition.create({ mode: 'clean', clock: systemClock }));
  const seen: { at: number; refused: boolean }[] = [];
  const limiter = createServer((request: IncomingMessage, response: ServerResponse) => {
    const at = performance.now();
    const refused = seen.filter((one) => !one.refused && one.at > at - windowMs).length >= most;
    seen.push({ at, refused });
    if (refused) return void response.writeHead(429, { 'retry-after': '2' }).end();
    const { port } = new URL(emulator.url);
    const { method = 'GET', url = '/', headers } = request;
    const onward = ask({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  await new Promise<void>((listening) => limiter.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(limiter.address() as AddressInfo).port}`;
  const argv = ['run', 'specs/reference/v1.yaml', '--url', url, '-H', 'X-API-Key: env:KEY', ...flags, '--out', '{out}'];
  const run = await assay(argv, { KEY: definition.credentials['default']?.token ?? '' });
  limiter.close();
  await emulator.close();
  return { run, seen };
}

test('behind a limiter of 100 requests in 10 s, the pace is kept and nothing is raised', async () => {
  const { run, seen } = await limited(100, 10_000, ['--rate', '100/10s', '--budget', '160']);
  expect(run.stdout).toContain('CONFORMANT');
  expect(run.exitCode).toBe(0);
  expect(seen.length).toBeGreaterThan(100);
  expect(seen.filter(({ refused }) => refused)).toEqual([]);
});

test('behind a limiter that is tighter than the pace, Retry-After is obeyed and nothing is raised', async () => {
  const { run, seen } = await limited(40, 2_000, ['--rate', '1000/s', '--budget', '100', '--concurrency', '1']);
  expect(run.stdout).toContain('CONFORMANT');
  expect(run.exitCode).toBe(0);
  expect(seen.some(({ refused }) => refused)).toBe(true);
  for (const [index, { at, refused }] of seen.entries()) {
    const next = seen[index + 1];
    if (refused && next) expect(next.at - at).toBeGreaterThanOrEqual(1_990);
  }
});
