import { expect, describe as group, it } from 'vitest';
import { describe, emulators, serve } from '../../../../src/sandbox/index.ts';
import { client } from '../npq/client.ts';

group('serving over HTTP', () => {
  it('answers as in process, on a free port of the loopback', async () => {
    const emulated = client();
    const serving = await serve(emulated.emulator);
    try {
      expect(serving.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      const path = '/api/v3/npq-applications?page[per_page]=2';
      const response = await fetch(serving.url + path, { headers: { authorization: 'Bearer ambition-token' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toBe((await emulated.ask(path)).text);
    } finally {
      await serving.close();
    }
  });

  it('takes bodies and answers HEAD without one', async () => {
    const emulated = client();
    const serving = await serve(emulated.emulator);
    const headers = { authorization: 'Bearer ambition-token', 'content-type': 'application/json' };
    try {
      const [pending] = await emulated.list('/npq-applications?page[per_page]=1');
      const body = JSON.stringify({ data: { type: 'npq-application-accept', attributes: { funded_place: true } } });
      const url = `${serving.url}/api/v3/npq-applications/${pending?.id}`;
      const accepted = await fetch(`${url}/accept`, { method: 'POST', headers, body });
      expect(await accepted.json()).toMatchObject({ data: { attributes: { status: 'accepted' } } });
      const head = await fetch(url, { method: 'HEAD', headers });
      expect([head.status, await head.text()]).toEqual([200, '']);
    } finally {
      await serving.close();
    }
  });

  it('stops at once, open connections or not', async () => {
    const serving = await serve(client().emulator);
    await fetch(serving.url);
    await serving.close();
    await expect(fetch(serving.url)).rejects.toThrow();
  });

  it('a port that is taken is a usage error', async () => {
    const serving = await serve(client().emulator);
    try {
      const port = Number(new URL(serving.url).port);
      await expect(serve(client().emulator, { port })).rejects.toMatchObject({
        kind: 'usage',
        code: 'port-unavailable',
      });
    } finally {
      await serving.close();
    }
  });
});

group('describing', () => {
  it('says where, with which tokens, and how to call', () => {
    const { emulator } = client({ defects: ['D7', 'D4'] });
    const description = describe(emulator, 'http://127.0.0.1:4010');
    expect(description.defects).toEqual(['D4', 'D7']);
    expect(description.credentials.map(({ identity }) => identity)).toEqual([
      'default',
      'other-provider',
      'wrong-scope',
    ]);
    expect(description.curl).toBe(
      "curl -g -H 'Authorization: Bearer ambition-token' 'http://127.0.0.1:4010/api/v3/npq-applications?page[per_page]=2'",
    );
  });

  it.each(emulators.all)('$id has defects with distinct ids and full words', ({ defects }) => {
    expect(new Set(defects.map(({ id }) => id)).size).toBe(defects.length);
    for (const { title, documented, actual } of defects)
      for (const words of [title, documented, actual]) expect(words).not.toBe('');
  });
});
