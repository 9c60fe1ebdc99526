import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import type { Exchange } from '../../../src/model/exchange.ts';
import { responseOf } from '../../../src/model/exchange.ts';
import type { SendableTarget, Target } from '../../../src/model/target.ts';
import { clearTarget, createPace, createRecorder, createSender } from '../../../src/target/index.ts';
import type { PreparedRequest } from '../../../src/target/prepare.ts';
import type { SenderOptions } from '../../../src/target/sender.ts';
import { deadOrigin, serveBytes, serveHttp } from './shared/loopback.ts';

function emulator(baseUrl: string): SendableTarget {
  return clearTarget({ baseUrl, environment: 'emulator', credentials: {}, neverHosts: [] });
}

function senderTo(origin: string, over: Partial<SenderOptions> = {}) {
  const exchanges: Exchange[] = [];
  const sender = createSender({
    target: emulator(origin),
    pace: createPace({ clock: systemClock }),
    recorder: createRecorder((exchange) => exchanges.push(exchange)),
    clock: systemClock,
    ...over,
  });
  onTestFinished(() => sender.close());
  const send = (request: Partial<PreparedRequest> = {}, signal?: AbortSignal) =>
    sender.send(
      { method: 'GET', url: `${origin}/`, headers: [], body: null, credentials: [], usedFallback: false, ...request },
      signal,
    );
  return { sender, send, exchanges };
}

const raw = (text: string) => serveBytes((socket) => socket.end(text));

describe('what is sent', () => {
  it('is exactly what was prepared', async () => {
    const { origin, seen } = await serveHttp();
    const body = Buffer.from([0, 255, 10, 13]);
    const headers: [string, string][] = [
      ['x-a', '1'],
      ['x-b', ''],
      ['x-a', '2'],
      ['cookie', 'a=b'],
    ];
    const { send } = senderTo(origin);
    const exchange = await send({
      method: 'POST',
      url: `${origin}/a%2Fb/../c?x=%5B&y`,
      headers,
      body,
      credentials: ['TOKEN'],
    });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/a%2Fb/../c?x=%5B&y', body });
    expect(seen[0]?.rawHeaders.slice(0, 20).join('|')).toContain('x-a|1|x-b||x-a|2|cookie|a=b');
    expect(exchange).toMatchObject({ index: 0, credentials: ['TOKEN'], usedFallback: false });
    expect(exchange.request).toEqual({ method: 'POST', url: `${origin}/a%2Fb/../c?x=%5B&y`, headers, body });
  });

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])('may be a %s', async (method) => {
    const { origin, seen } = await serveHttp((_seen, response) => response.writeHead(204).end());
    expect(responseOf(await senderTo(origin).send({ method }))?.status).toBe(204);
    expect(seen[0]?.method).toBe(method);
  });

  it('uses one connection again and never more than allowed, in order', async () => {
    const ports = new Set<number | undefined>();
    let inFlight = 0;
    let most = 0;
    const { origin } = await serveHttp((_seen, response) => {
      ports.add(response.socket?.remotePort);
      most = Math.max(most, ++inFlight);
      setTimeout(() => {
        inFlight--;
        response.end();
      }, 5);
    });
    const { send, exchanges } = senderTo(origin, { concurrency: 2 });
    await Promise.all(Array.from({ length: 12 }, () => send()));
    expect(most).toBe(2);
    expect(ports.size).toBeLessThanOrEqual(2);
    expect(exchanges.map(({ index }) => index).sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
  });
});

describe('what comes back', () => {
  it('keeps the bytes, the order and the repetition of headers', async () => {
    const origin = await raw(
      'HTTP/1.1 418 Teapot\r\nSet-Cookie: a=1\r\nX-B: \xe9\r\nset-cookie: b=2\r\nContent-Length: 3\r\n\r\n\x01\x02\x03',
    );
    const exchange = await senderTo(origin).send();
    const response = responseOf(exchange);
    expect(response?.status).toBe(418);
    expect(response?.headers.map(([name]) => name)).toEqual(['set-cookie', 'x-b', 'set-cookie', 'content-length']);
    expect(response?.headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value)).toEqual([
      'a=1',
      'b=2',
    ]);
    expect([...(response?.body ?? [])]).toEqual([1, 2, 3]);
    expect(response?.truncated).toBe(false);
    expect(exchange.elapsedMs).toBeGreaterThan(0);
  });

  it('passes over informational answers', async () => {
    const origin = await raw(
      'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    );
    const response = responseOf(await senderTo(origin).send());
    expect(response).toMatchObject({ status: 200, headers: [['content-length', '2']] });
  });

  it('does not follow a redirect', async () => {
    const elsewhere = await serveHttp();
    const { origin, seen } = await serveHttp((_seen, response) =>
      response.writeHead(302, { location: `${elsewhere.origin}/stolen` }).end(),
    );
    const exchange = await senderTo(origin).send({ headers: [['authorization', 'Bearer secret']] });
    expect(responseOf(exchange)?.status).toBe(302);
    expect([seen.length, elsewhere.seen.length]).toEqual([1, 0]);
  });

  it('does not unpack a body that came packed', async () => {
    const packed = Buffer.from('1f8b0800000000000003', 'hex');
    const { origin } = await serveHttp((_seen, response) => response.setHeader('content-encoding', 'gzip').end(packed));
    expect(responseOf(await senderTo(origin).send())?.body).toEqual(packed);
  });

  it('cuts a long body at the limit, says so, and can go on', async () => {
    const { origin } = await serveHttp((_seen, response) => response.end(Buffer.alloc(200_000, 7)));
    const { send } = senderTo(origin, { maxBodyBytes: 70_000, concurrency: 1 });
    for (let i = 0; i < 2; i++) {
      const response = responseOf(await send());
      expect([response?.body.length, response?.truncated]).toEqual([70_000, true]);
    }
    const exact = senderTo(origin, { maxBodyBytes: 200_000 });
    expect(responseOf(await exact.send())).toMatchObject({ truncated: false });
  });
});

describe('no answer', () => {
  it.each([
    ['refused', deadOrigin],
    ['reset', () => serveBytes((socket) => socket.resetAndDestroy())],
    ['reset', () => serveBytes((socket) => socket.destroy())],
    ['reset', () => raw('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort')],
    ['malformed', () => raw('this is no HTTP\r\n\r\n')],
    ['malformed', () => raw('HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n')],
    ['malformed', () => raw(`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`)],
    ['malformed', () => raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n')],
  ] as const)('is told as %s (%#)', async (reason, serve) => {
    const { send, exchanges } = senderTo(await serve());
    const exchange = await send();
    expect(exchange.result).toMatchObject({ kind: 'no-response', reason, message: expect.stringMatching(/\S/) });
    expect(exchanges).toEqual([exchange]);
  });

  it('is told as tls when the other side speaks no TLS', async () => {
    const origin = (await raw('HTTP/1.1 400 Bad Request\r\n\r\n')).replace('http:', 'https:');
    expect((await senderTo(origin).send()).result).toMatchObject({ kind: 'no-response', reason: 'tls' });
  });

  it.each([
    ['never answers', () => undefined],
    [
      'drips its answer',
      (socket: { write(text: string): boolean }) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1'),
    ],
  ])('is told as timeout when the server %s', async (_what, talk) => {
    const { send } = senderTo(await serveBytes(talk), { timeoutMs: 120, concurrency: 1 });
    const [first, second] = await Promise.all([send(), send()]);
    expect(first.result).toMatchObject({ kind: 'no-response', reason: 'timeout' });
    expect(first.elapsedMs).toBeGreaterThanOrEqual(100);
    expect(second.elapsedMs).toBeGreaterThanOrEqual(100);
    expect(second.result).toMatchObject({ reason: 'timeout' });
  });

  it('is told as other for a header that cannot be sent', async () => {
    const { origin, seen } = await serveHttp();
    const exchange = await senderTo(origin).send({ headers: [['x', 'line\nbreak']] });
    expect(exchange.result).toMatchObject({ kind: 'no-response', reason: 'other' });
    expect(seen).toHaveLength(0);
  });

  it('gives its turn back to the pace', async () => {
    const pace = createPace({ rate: { requests: 1, windowMs: 30 }, clock: systemClock });
    const { send } = senderTo(await deadOrigin(), { pace });
    await Promise.all([send(), send(), send()]);
    expect(pace.pacedMs()).toBeGreaterThanOrEqual(50);
  });
});

describe('stopping', () => {
  it('rejects with the reason and leaves the sender usable', async () => {
    const { origin } = await serveHttp((seen, response) => {
      if (seen.url === '/quick') response.end();
    });
    const { send } = senderTo(origin, { concurrency: 1 });
    const stop = new AbortController();
    const slow = send({ url: `${origin}/slow` }, stop.signal);
    const queued = send({ url: `${origin}/slow` }, stop.signal);
    const last = send({ url: `${origin}/quick` });
    setTimeout(() => stop.abort(new Error('enough')), 30);
    await expect(slow).rejects.toThrow('enough');
    await expect(queued).rejects.toThrow('enough');
    expect(responseOf(await last)?.status).toBe(200);
  });

  it('sends nothing after it is closed', async () => {
    const { origin, seen } = await serveHttp();
    const { sender, send } = senderTo(origin);
    await sender.close();
    await expect(send()).rejects.toMatchObject({ kind: 'internal', code: 'sender-closed' });
    expect(seen).toHaveLength(0);
  });
});

describe('what is never sent', () => {
  it('a request for another origin', async () => {
    const elsewhere = await serveHttp();
    const { origin } = await serveHttp();
    const { send } = senderTo(origin);
    for (const url of [
      `${elsewhere.origin}/`,
      `${origin}.evil.example/`,
      `${origin}@evil.example/`,
      `${origin}0/`,
      '/relative',
    ])
      await expect(send({ url })).rejects.toMatchObject({ kind: 'safety', code: 'other-origin' });
    expect(elsewhere.seen).toHaveLength(0);
  });

  it('anything to a target that the guard has not made', async () => {
    const cleared = emulator('http://127.0.0.1:1');
    const copy = { ...cleared, baseUrl: 'http://127.0.0.1:2' };
    expect(() => senderTo('http://127.0.0.1:2', { target: copy })).toThrow(/guard/);
  });

  it('an unsafe method to a read-only target', async () => {
    const { origin, seen } = await serveHttp();
    const production: Target = { baseUrl: origin, environment: 'production', credentials: {}, neverHosts: [] };
    const target = clearTarget(production, { productionFlag: true, productionConfig: true });
    const { send } = senderTo(origin, { target });
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      await expect(send({ method })).rejects.toMatchObject({ kind: 'safety', code: 'read-only' });
    expect(responseOf(await send())?.status).toBe(200);
    expect(seen.map(({ method }) => method)).toEqual(['GET']);
  });
});
