import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Redactor } from '../../../src/kernel/redaction.ts';
import { curlLine } from '../../../src/model/curl.ts';
import type { SentRequest } from '../../../src/model/exchange.ts';
import { serveHttp } from '../target/shared/loopback.ts';

const request = (over: Partial<SentRequest>): SentRequest => ({
  method: 'GET',
  url: 'http://127.0.0.1:9/a',
  headers: [],
  body: null,
  ...over,
});
const bytes = (text: string) => Buffer.from(text, 'utf8');
const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** Text bodies redacted, others left alone: as the writers do. */
function redactedBody(redactor: Redactor, body: Uint8Array | null): Uint8Array | null {
  const before = body ? Buffer.from(body).toString('utf8') : '';
  const after = redactor.text(before);
  return after === before ? body : bytes(after);
}

/** Hand a line to a shell as a user would, on its input; resolves with the exit code. */
function paste(line: string, env: NodeJS.ProcessEnv): Promise<number | null> {
  return new Promise((resolve) => {
    const shell = spawn('sh', [], { env, stdio: ['pipe', 'ignore', 'inherit'] });
    shell.on('close', resolve);
    shell.stdin.end(`${line}\n`);
  });
}

describe('curlLine', () => {
  it('names the variable where the redactor stood', () => {
    const line = curlLine(request({ headers: [['authorization', 'Bearer [redacted:NPQ_TOKEN]']] }));
    expect(line).toContain('--header "authorization: Bearer $NPQ_TOKEN"');
    expect(line).not.toContain('redacted');
  });

  it('keeps the variable apart from what follows it, and makes a name of any source', () => {
    expect(curlLine(request({ headers: [['x', '[redacted:A]bc']] }))).toMatch(/"x: \$\{A\}bc"/);
    expect(curlLine(request({ headers: [['x', '[redacted:dir/my.token]']] }))).toContain('"x: $dir_my_token"');
    expect(curlLine(request({ headers: [['x', '$HOME `id` [redacted:A]!']] }))).toContain(`'x: $HOME \`id\` '"$A"'!'`);
  });

  it('gives a redacted basic credential as a user', () => {
    expect(curlLine(request({ headers: [['authorization', 'Basic [redacted:LOGIN]Q==']] }))).toContain(
      '--user "$LOGIN"',
    );
  });
});

describe.skipIf(!hasCurl)('a pasted line (needs curl on the path)', () => {
  const SECRET = 'se$cret "quoted"';
  const cases: [string, Partial<SentRequest>][] = [
    ['a plain GET', {}],
    ['a GET with a body', { headers: [['content-type', 'application/json']], body: bytes('{}') }],
    ['HEAD', { method: 'HEAD' }],
    ['DELETE without a body', { method: 'DELETE' }],
    [
      'quotes, dollars and line breaks',
      { method: 'POST', headers: [['content-type', 'text/plain']], body: bytes(`it's "a" $HOME \`id\` \\n\n100% !`) },
    ],
    [
      'a body that looks like a file',
      { method: 'POST', headers: [['content-type', 'a/b']], body: bytes('@/etc/hosts') },
    ],
    ['a body without a content type', { method: 'PUT', body: bytes('x=1') }],
    ['an empty body', { method: 'POST', headers: [['content-type', 'a/b']], body: bytes('') }],
    [
      'bytes that are no text',
      { method: 'POST', headers: [['content-type', 'a/b']], body: Buffer.from([0, 1, 37, 39, 92, 255, 10]) },
    ],
    [
      'a body longer than an argument',
      { method: 'POST', headers: [['content-type', 'a/b']], body: bytes("é'%".repeat(60_000)) },
    ],
    ['an empty header', { headers: [['x-empty', '']] }],
    ['brackets and dots in the URL', { url: "/a/../b/%2E?x[y]={1,2}&z=%20'" }],
    ['a secret in a header', { headers: [['x-key', SECRET]] }],
    [
      'a secret between quotes in a body',
      { method: 'POST', headers: [['content-type', 'a/b']], body: bytes(`it's ${SECRET}!`) },
    ],
    [
      'a basic credential',
      { headers: [['authorization', `Basic ${Buffer.from('user:pass word').toString('base64')}`]] },
    ],
  ];

  it.each(cases)('sends %s again', async (_what, over) => {
    const { origin, seen } = await serveHttp();
    const sent = request({ ...over, url: origin + (over.url ?? '/a') });
    const redactor = createRedactor({ MY_SECRET: SECRET, LOGIN: 'user:pass word' });
    const text = redactedBody(redactor, sent.body);
    const redacted: SentRequest = {
      ...sent,
      headers: sent.headers.map(([name, value]) => [name, redactor.text(value)] as const),
      body: text,
    };
    const line = curlLine(redacted);
    expect(line).not.toContain(SECRET);
    const env = { PATH: process.env['PATH'], MY_SECRET: SECRET, LOGIN: 'user:pass word' };
    expect(await paste(`${line} --noproxy '*'`, env)).toBe(0);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: sent.method, url: sent.url.slice(origin.length) });
    expect(Buffer.from(seen[0]?.body ?? []).equals(Buffer.from(sent.body ?? []))).toBe(true);
    for (const [name, value] of sent.headers) expect(seen[0]?.headers[name]).toBe(value);
    if (!sent.headers.some(([name]) => name === 'content-type'))
      expect(seen[0]?.headers['content-type']).toBeUndefined();
  });
});
