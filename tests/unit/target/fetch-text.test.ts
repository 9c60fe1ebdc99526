import { describe, expect, it } from 'vitest';
import { fetchText } from '../../../src/target/fetch-text.ts';
import { deadOrigin, serveBytes, serveHttp } from './shared/loopback.ts';

const failure = { kind: 'spec', code: 'fetch-failed' };

describe('fetchText', () => {
  it('reads UTF-8 text', async () => {
    const { origin, seen } = await serveHttp((_seen, response) => response.end('openapi: é'));
    expect(await fetchText(`${origin}/v3.yaml?x=1`)).toBe('openapi: é');
    expect(seen[0]?.url).toBe('/v3.yaml?x=1');
    expect(seen[0]?.headers['authorization']).toBeUndefined();
  });

  it('follows redirects within the origin', async () => {
    const { origin } = await serveHttp(({ url }, response) => {
      if (url === '/v3') response.end('here');
      else response.writeHead(301, { location: '/v3' }).end();
    });
    expect(await fetchText(`${origin}/latest`)).toBe('here');
  });

  it('does not follow them elsewhere, nor for ever', async () => {
    const elsewhere = await serveHttp();
    const { origin } = await serveHttp(({ url }, response) =>
      response.writeHead(302, { location: url === '/out' ? `${elsewhere.origin}/x` : '/round' }).end(),
    );
    await expect(fetchText(`${origin}/out`)).rejects.toThrow(/another origin/);
    await expect(fetchText(`${origin}/round`)).rejects.toThrow(/more than 5 times/);
    expect(elsewhere.seen).toHaveLength(0);
  });

  it.each([404, 500, 204])('fails on a %i', async (status) => {
    const { origin } = await serveHttp((_seen, response) => response.writeHead(status).end());
    await expect(fetchText(origin)).rejects.toMatchObject({
      ...failure,
      message: expect.stringContaining(String(status)),
    });
  });

  it('fails on too much, too late and nobody there', async () => {
    const { origin } = await serveHttp((_seen, response) => response.end('x'.repeat(1_001)));
    await expect(fetchText(origin, { maxBytes: 1_000 })).rejects.toThrow(/longer than 1000 bytes/);
    const silent = await serveBytes(() => undefined);
    await expect(fetchText(silent, { timeoutMs: 50 })).rejects.toMatchObject(failure);
    await expect(fetchText(await deadOrigin())).rejects.toMatchObject(failure);
  });

  it.each(['file:///etc/hosts', 'v3.yaml', 'http://user:hunter22@127.0.0.1/'])('does not fetch %s', async (url) => {
    const error = await fetchText(url).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(failure);
    expect(String(error)).not.toContain('hunter22');
  });
});
