import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadPackages } from '../../../../src/fhir/package/load-packages.ts';
import { packageOf } from './archive-of.ts';

const listen = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
const close = (server: Server) => new Promise((resolve) => server.close(resolve));
let room: string;

beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'assay-proxy-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(room, { recursive: true, force: true });
});

it('packages come through the proxy that the environment names', async () => {
  const archive = packageOf(
    { name: 'org.a', version: '1.0.0' },
    { 'v.json': { resourceType: 'ValueSet', url: 'http://example.org/v' } },
  );
  const shasum = createHash('sha1').update(archive).digest('hex');
  const registry = createServer((request, response) => {
    if (request.url?.endsWith('/archive')) response.end(archive);
    else
      response.end(
        JSON.stringify({
          name: 'org.a',
          'dist-tags': { latest: '1.0.0' },
          versions: {
            '1.0.0': { name: 'org.a', version: '1.0.0', dist: { shasum, tarball: 'http://registry.invalid/archive' } },
          },
        }),
      );
  });
  const port = await listen(registry);
  const asked: string[] = [];
  const proxy = createServer().on('connect', (request, socket, head) => {
    asked.push(request.url ?? '');
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    socket.on('error', () => upstream.destroy());
  });
  const place = `http://127.0.0.1:${await listen(proxy)}`;
  for (const name of ['HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, place);
  vi.stubEnv('NO_PROXY', '');
  vi.stubEnv('no_proxy', '');
  vi.resetModules();
  const { fetchBytes } = await import('../../../../src/target/fetch-bytes.ts');
  // Nothing answers to this name but the proxy.
  const loaded = await loadPackages(['org.a'], {
    cache: join(room, 'cache'),
    registries: ['http://registry.invalid'],
    fetchBytes,
  });
  expect(loaded.definitions.map(({ url }) => url)).toEqual(['http://example.org/v']);
  expect(new Set(asked)).toEqual(new Set(['registry.invalid:80']));
  proxy.closeAllConnections();
  registry.closeAllConnections();
  await Promise.all([close(proxy), close(registry)]);
});
