import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { AssayError } from '../../kernel/error.ts';
import type { Emulator } from './emulator.ts';

/** Where to listen. */
export interface ServeOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
}

/** An emulator that answers over HTTP. */
export interface Serving {
  /** Without a slash at the end, for example `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Stop listening and drop open connections. */
  close(): Promise<void>;
}

/** Serve an emulator over HTTP; rejects with a usage error when the port cannot be had. */
export function serve(emulator: Pick<Emulator, 'fetch'>, options: ServeOptions = {}): Promise<Serving> {
  const host = options.host ?? '127.0.0.1';
  const server = createAdaptorServer({
    // Only node:http servers are made here, so the bindings are always those of HTTP/1.1.
    fetch: (request, bindings) =>
      emulator.fetch(request, { ip: (bindings as HttpBindings).incoming.socket.remoteAddress ?? host }),
    hostname: host,
    overrideGlobalObjects: false,
  });
  return new Promise((resolve, reject) => {
    server.once('error', (cause: Error) =>
      reject(new AssayError('usage', 'port-unavailable', `Cannot listen on ${host}: ${cause.message}.`, { cause })),
    );
    server.listen(options.port ?? 0, host, () => {
      const { port } = server.address() as AddressInfo;
      resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, close: () => closed(server) });
    });
  });
}

function closed(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
