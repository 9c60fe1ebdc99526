import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Rate } from '../../src/model/rate-policy.ts';

/** A limiter of the real world in front of a page that always answers 200, keyed by the `Authorization` header. */
export interface Product {
  readonly id: string;
  /** The preset of the sandbox that models it. */
  readonly preset: string;
  /** Whether time is that of `Date`, which a test can set, or that of another process. */
  readonly time: 'settable' | 'real';
  /** Why it cannot be started here; undefined when it can. */
  readonly missing?: string | undefined;
  /** Header fields that the preset claims to send alike. */
  readonly headers: readonly string[];
  start(rate: Rate): Promise<Started>;
}

/** A product that listens on loopback. */
export interface Started {
  readonly url: string;
  close(): Promise<void>;
}

/** Listen on a free port of the loopback. */
export function listening(server: Server): Promise<Started> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/** A server that asks `admitted` for the header and answers 200 or 429. */
export function answering(admitted: (key: string) => Promise<boolean>): RequestListener {
  return async (request, response) => {
    response.statusCode = (await admitted(request.headers.authorization ?? '')) ? 200 : 429;
    response.end();
  };
}
