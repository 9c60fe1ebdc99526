import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assay, listen } from './shared/assay.ts';

const CANARY = 'cAnary+secret/0123=&"<x>';

/** Every spelling in which a secret could travel. */
function spellings(secret: string): string[] {
  const base64 = [`${secret}`, `u:${secret}`, `${secret}:`, `Bearer ${secret}`].map((text) =>
    Buffer.from(text).toString('base64'),
  );
  // Only the part that depends on the secret alone: the first and last characters also carry its neighbours.
  const cores = base64.map((text) => text.replaceAll('=', '').slice(8, -4));
  return [
    secret,
    encodeURIComponent(secret),
    ...cores,
    ...cores.map((core) => core.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/** Throws the credential back in every way it can: header, body, base64, URL-encoded, in an error and a redirect. */
function leaky(request: IncomingMessage, response: ServerResponse): void {
  const given = request.headers.authorization ?? '';
  const echo = {
    given,
    encoded: encodeURIComponent(given),
    base64: Buffer.from(given).toString('base64'),
    url: request.url,
  };
  const authorised = given.includes(CANARY);
  response.writeHead(authorised ? (request.url?.includes('boom') ? 500 : 200) : 401, {
    'content-type': 'application/json',
    'x-echo': encodeURIComponent(given),
    location: `/login?token=${encodeURIComponent(given)}`,
  });
  response.end(JSON.stringify(echo));
}

const DOCUMENT = `openapi: 3.0.3
info: { title: Leaky, version: '1' }
paths:
  /items:
    get:
      security: [{ key: [] }]
      parameters: [{ name: n, in: query, schema: { type: integer, minimum: 1 } }]
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: object, required: [missing] } } } }
        '400': { description: bad }
        '401': { description: no }
  /boom:
    get:
      security: [{ key: [] }]
      responses: { '200': { description: ok }, '401': { description: no } }
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
`;

test('a planted secret is in no artefact, log or message, in any spelling', async () => {
  const server = await listen(leaky);
  const { writeFileSync, mkdtempSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const file = join(mkdtempSync(join(tmpdir(), 'assay-leaky-')), 'leaky.yaml');
  writeFileSync(file, DOCUMENT);
  const run = await assay(['run', file, '--url', server.url, '-H', 'Authorization: env:CANARY', '--out', '{out}'], {
    CANARY,
  });
  server.close();
  expect(run.exitCode).toBe(1);
  const texts = new Map([
    ['stdout', run.stdout],
    ['stderr', run.stderr],
    ...readdirSync(run.out).map((name) => [name, readFileSync(join(run.out, name), 'utf8')] as const),
  ]);
  expect(texts.size).toBeGreaterThanOrEqual(6);
  const found = [...texts].flatMap(([name, text]) =>
    spellings(CANARY)
      .filter((form) => text.includes(form))
      .map((form) => `${name}: ${form}`),
  );
  expect(found).toEqual([]);
  expect(texts.get('report.html')).toContain('$CANARY');
});
