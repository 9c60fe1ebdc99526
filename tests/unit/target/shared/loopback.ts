import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as a loopback server saw it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  /** As on the wire: name, value, name, value … */
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Serve HTTP on a free loopback port until the test ends; `seen` fills with complete requests. */
export async function serveHttp(
  answer: (seen: Seen, response: ServerResponse) => void = (_seen, response) => response.end(),
): Promise<{ origin: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', rawHeaders, headers } = request;
    const complete = { method, url, rawHeaders, headers, body: Buffer.concat(chunks) };
    seen.push(complete);
    answer(complete, response);
  };
  const server = createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: await listening(server), seen };
}

/** Serve raw bytes: `talk` is handed each connection at its first data. */
export async function serveBytes(talk: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket));
    socket.once('data', () => talk(socket));
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return listening(server);
}

/** An origin on which nobody listens. */
export async function deadOrigin(): Promise<string> {
  const server = createTcpServer();
  const origin = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return origin;
}

function listening(server: Server): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );
}
