import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assay, type Outcome } from './shared/assay.ts';

const DOCUMENT = `openapi: 3.1.0
info: { title: Hostile, version: '1' }
paths:
  /a:
    get:
      responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } }
  /b:
    get:
      responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } }
  /c:
    get:
      responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } }
`;
const file = join(mkdtempSync(join(tmpdir(), 'assay-hostile-')), 'api.yaml');
writeFileSync(file, DOCUMENT);

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

/** Run against a server that writes these bytes to whatever connects. */
async function against(give: (socket: Socket) => void): Promise<Outcome> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => give(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await assay(['run', file, '--url', url, '--timeout', '700', '--out', '{out}'], {
      NODE_OPTIONS: '--max-old-space-size=300',
    });
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

function every(milliseconds: number, socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), milliseconds);
  socket.on('close', () => clearInterval(timer));
}

function flood(socket: Socket, megabytes: number): void {
  const block = Buffer.alloc(1 << 20, 65);
  let left = megabytes;
  const more = () => {
    while (left-- > 0) if (!socket.write(block)) return void socket.once('drain', more);
    socket.end();
  };
  more();
}

describe('a server that is no good', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['speaks no HTTP', (socket) => socket.end('\u0000\u0001 garbage \r\n\r\n')],
    ['answers without a head', (socket) => socket.end('{"x":1}')],
    ['hangs up', (socket) => socket.destroy()],
    [
      'drips its body',
      (socket) => {
        socket.write(`${HEAD}\r\n`);
        every(50, socket, 'x');
      },
    ],
    [
      'drips its head',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        every(50, socket, 'x-a: b\r\n');
      },
    ],
    ['has a head without end', (socket) => socket.end(`HTTP/1.1 200 OK\r\nx-big: ${'a'.repeat(3_000_000)}\r\n\r\n`)],
    ['promises more than it sends', (socket) => socket.end(`${HEAD}content-length: 100\r\n\r\n{"x":1}`)],
    ['states two lengths', (socket) => socket.end(`${HEAD}content-length: 7\r\ncontent-length: 8\r\n\r\n{"x":1}`)],
    ['breaks its chunks', (socket) => socket.end(`${HEAD}transfer-encoding: chunked\r\n\r\nZZ\r\n{}`)],
    [
      'switches protocols unasked',
      (socket) => socket.end('HTTP/1.1 101 Switching\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
    ],
  ])('that %s is told in one message, and nothing is written', async (_name, give) => {
    const run = await against(give);
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain('target-unreachable');
    expect(run.stderr).not.toMatch(/\n\s+at /);
  });

  test.each<[string, (socket: Socket) => void, RegExp]>([
    [
      'sends what is no UTF-8',
      (socket) => socket.end(Buffer.from(`${HEAD}\r\n{"x":"\u00ff\u00fe"}`, 'latin1')),
      /not UTF-8/,
    ],
    ['cuts its JSON', (socket) => socket.end(`${HEAD}content-length: 3\r\n\r\n{"x":1}`), /cannot be parsed/],
    [
      'redirects for ever',
      (socket) => socket.end('HTTP/1.1 302 Found\r\nlocation: /a\r\ncontent-length: 0\r\n\r\n'),
      /undeclared-status/,
    ],
  ])('that %s gets findings', async (_name, give, words) => {
    const run = await against(give);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(words);
  });

  test('that speaks HTTP/1.0 and is right is conformant', async () => {
    const run = await against((socket) =>
      socket.end('HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n{"x":1}'),
    );
    expect(run.stdout).toContain('CONFORMANT');
    expect(run.exitCode).toBe(0);
  });

  test.each<[string, (socket: Socket) => void]>([
    [
      'floods with a body',
      (socket) => {
        socket.write(`${HEAD}\r\n`);
        flood(socket, 100);
      },
    ],
    ['nests its body deeply', (socket) => socket.end(`${HEAD}\r\n${'['.repeat(200_000)}${']'.repeat(200_000)}`)],
  ])('that %s is borne in little memory, with a small report', async (_name, give) => {
    const run = await against(give);
    expect(run.stderr).not.toContain('internal error');
    expect([0, 1, 4]).toContain(run.exitCode);
    for (const name of readdirSync(run.out)) expect(statSync(join(run.out, name)).size).toBeLessThan(5_000_000);
  });
});
