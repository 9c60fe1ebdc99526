import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { runAgainst } from './shared/run-against.ts';

const read = (path: string) => `
  ${path}:
    get:
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: object, required: [x], properties: { x: { type: integer } } } } } }`;
const head = `openapi: 3.1.0\ninfo: { title: Faulty, version: '1' }\npaths:`;
const DOCUMENT = head + ['/a', '/b', '/c', '/d'].map(read).join('');
const right = { status: 200, json: { x: 1 } };

describe('a run against a server', () => {
  it('that is right finds nothing', async () => {
    const { report } = await runAgainst(DOCUMENT, () => right);
    expect(report.verdict).toMatchObject({ exitCode: 0, newFindings: 0 });
    expect(report.coverage.every(({ reached }) => reached)).toBe(true);
  });

  it('that errs once drops what it does not show again, and says so', async () => {
    let erred = false;
    const { report } = await runAgainst(DOCUMENT, ({ url }) => {
      if (url.pathname !== '/a' || erred) return right;
      erred = true;
      return { status: 200, json: {} };
    });
    expect(report.findings).toEqual([]);
    expect(report.notTested.map(({ reason }) => reason).join()).toContain('not when the same request was sent again');
  });

  it('that errs always has it confirmed', async () => {
    const { report } = await runAgainst(DOCUMENT, ({ url }) =>
      url.pathname === '/a' ? { status: 200, json: { x: 'text' } } : right,
    );
    expect(report.findings).toMatchObject([
      { check: 'response-body', operation: 'GET /a', confirmation: { state: 'confirmed' } },
    ]);
    expect(report.verdict.exitCode).toBe(1);
  });

  it('with one operation that hangs tests the others and passes nothing over', async () => {
    const { report, asked } = await runAgainst(DOCUMENT, ({ url }) => (url.pathname === '/b' ? 'silence' : right), {
      timeout: '200',
    });
    expect(report.coverage.filter(({ reached }) => reached).map(({ operation }) => operation)).toEqual([
      'GET /a',
      'GET /c',
      'GET /d',
    ]);
    expect(report.verdict).toMatchObject({ exitCode: 4 });
    expect(report.verdict.reason).toContain('gave no answer');
    expect(asked.filter(({ url }) => url.pathname === '/b').length).toBeLessThanOrEqual(5);
  });

  it('is ended by its signal, with its reason', async () => {
    const stop = new AbortController();
    const ended = runAgainst(
      DOCUMENT,
      () => {
        stop.abort(new Error('enough'));
        return right;
      },
      { signal: stop.signal },
    );
    await expect(ended).rejects.toThrow('enough');
  });

  it('whose credential was given under another name says which it asks for', async () => {
    const { report } = await runAgainst(
      `${DOCUMENT}\nsecurity: [{ k: [] }]\ncomponents: { securitySchemes: { k: { type: apiKey, in: header, name: X-Key } } }\n`,
      () => ({ status: 401 }),
      { headers: ['Authorization: env:KEY'] },
      { KEY: 's3cret-key' },
    );
    expect(report.verdict).toMatchObject({
      exitCode: 4,
      reason:
        'no credential is given for k, so no protected operation was tested; the description asks for X-Key, not for authorization',
    });
  });

  it('that redirects to another origin never shows it a credential', async () => {
    let strangers = 0;
    const elsewhere = createServer((_request, response) => {
      strangers++;
      response.end();
    });
    await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
    const { report, asked } = await runAgainst(
      `${DOCUMENT}\nsecurity: [{ t: [] }]\ncomponents: { securitySchemes: { t: { type: http, scheme: bearer } } }\n`,
      ({ headers }) =>
        headers.authorization === 'Bearer s3cret-token' ? { status: 302, headers: { location } } : { status: 401 },
      { headers: ['Authorization: env:TOKEN'] },
      { TOKEN: 's3cret-token' },
    );
    elsewhere.close();
    expect(strangers).toBe(0);
    expect(asked.some(({ headers }) => headers.authorization === 'Bearer s3cret-token')).toBe(true);
    expect(report.health.noResponse).toBe(0);
    expect(JSON.stringify(report)).not.toContain('s3cret-token');
  });
});

describe('random cases', () => {
  const document = `${head}
  /q:
    get:
      parameters: [{ name: n, in: query, schema: { type: integer, minimum: 0, maximum: 100000 } }]
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: object } } } }
        '400': { description: bad }
`;
  const failing = ({ url }: { url: URL }) => {
    const n = url.searchParams.get('n');
    if (n === null) return { status: 200, json: {} };
    if (!/^\d+$/.test(n) || Number(n) > 100_000) return { status: 400 };
    return Number(n) > 41 && Number(n) < 99_000 ? { status: 500 } : { status: 200, json: {} };
  };

  it('are shrunk to a small one that carries the path that replays it', async () => {
    const { report } = await runAgainst(document, failing, { propertyRuns: '20' });
    const [finding] = report.findings;
    expect(finding).toMatchObject({ check: 'server-error', operation: 'GET /q', confirmation: { state: 'confirmed' } });
    expect(finding?.example.case.origin).toMatchObject({
      strategy: 'properties',
      path: expect.stringMatching(/^\d+(:\d+)*$/),
    });
    const n = finding?.example.trace.at(-1)?.request.url.match(/n=(\d+)/)?.[1];
    expect(Number(n)).toBeGreaterThan(41);
    expect(Number(n)).toBeLessThan(200);
  });

  it('are the same for the same seed', async () => {
    const urls = async (seed: string) =>
      (
        await runAgainst(document, () => ({ status: 200, json: {} }), { propertyRuns: '5', seed, concurrency: '1' })
      ).asked.map(({ url }) => url.search);
    expect(await urls('3')).toEqual(await urls('3'));
    expect(await urls('3')).not.toEqual(await urls('4'));
  });
});
