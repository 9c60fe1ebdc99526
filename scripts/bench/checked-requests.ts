import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { resolveConfig } from '../../dist/config/resolve.js';
import { systemClock } from '../../dist/kernel/clock.js';
import { createRedactor } from '../../dist/kernel/redaction.js';
import type { Case } from '../../dist/model/case.js';
import { builtInKit } from '../../dist/run/kit.js';
import { makePlan } from '../../dist/run/make-plan.js';
import { openSession } from '../../dist/run/open-session.js';
import { readPromises } from '../../dist/run/read.js';
import { sendListed } from '../../dist/run/send.js';
import { type Figure, pairedRatio, startEchoServer } from './measure.ts';

const REQUESTS = 4_000;
const CONCURRENCY = 8;

const DOCUMENT = `openapi: 3.0.3
info: { title: Echo, version: '1' }
paths:
  /items:
    get:
      security: [{ key: [] }]
      parameters: [{ name: n, in: query, schema: { type: integer } }]
      responses:
        '200':
          description: items
          content:
            application/json:
              schema:
                type: object
                required: [data]
                properties:
                  data:
                    type: array
                    items:
                      type: object
                      required: [id, name, count, active]
                      properties: { id: { type: string }, name: { type: string, maxLength: 40 }, count: { type: integer }, active: { type: boolean } }
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
`;

/** Requests per second with every check, over a bare loop of the same client at the same concurrency. */
export async function checkedRequests(): Promise<Figure> {
  const server = await startEchoServer();
  try {
    const { ratio, a, b } = await pairedRatio(
      5,
      () => checked(server.url),
      () => bare(server.url),
    );
    return {
      name: 'requests per second with full checks',
      baseline: `bare undici loop, concurrency ${CONCURRENCY}`,
      ratio,
      aim: 'at least 0.6',
      detail: `${Math.round(a)} against ${Math.round(b)} requests/s, ${REQUESTS} requests, median of 5 pairs`,
    };
  } finally {
    server.stop();
  }
}

async function checked(url: string): Promise<number> {
  const file = join(mkdtempSync(join(tmpdir(), 'assay-bench-')), 'echo.yaml');
  writeFileSync(file, DOCUMENT);
  const config = await resolveConfig(
    file,
    { url, headers: ['Authorization: env:TOKEN'], concurrency: String(CONCURRENCY) },
    { cwd: '/', env: { TOKEN: 'a-token-of-the-bench' } },
  );
  const promises = await readPromises(config);
  const planned = makePlan(config, promises.model, builtInKit);
  const redactor = createRedactor({ TOKEN: 'a-token-of-the-bench' });
  const options = { version: '0' };
  const session = openSession({
    config: { ...config, budget: REQUESTS + 1 },
    promises,
    planned,
    kit: builtInKit,
    clock: systemClock,
    redactor,
    emit: () => undefined,
    options,
  });
  const cases = Array.from({ length: REQUESTS }, (_, n) => listItems(n));
  const start = performance.now();
  await sendListed(session, cases, CONCURRENCY);
  const seconds = (performance.now() - start) / 1_000;
  await session.sender.close();
  if (session.accusations.length > 0)
    throw new Error(`the bench itself is wrong: ${session.accusations[0]?.accusation.message}`);
  return REQUESTS / seconds;
}

function listItems(n: number): Case {
  const operation = 'GET /items';
  return {
    id: String(n),
    operation,
    title: `item ${n}`,
    intent: 'accept',
    steps: [
      {
        operation,
        credential: { use: 'default' },
        request: {
          method: 'GET',
          path: '/items',
          pathParameters: {},
          query: [['n', String(n)]],
          headers: [],
          cookies: [],
        },
      },
    ],
    expectation: { basis: { kind: 'requirement', id: 'bench' } },
    origin: { strategy: 'bench', seed: 1 },
  };
}

async function bare(url: string): Promise<number> {
  const pool = new Pool(url, { connections: CONCURRENCY });
  let next = 0;
  const start = performance.now();
  const worker = async () => {
    while (next < REQUESTS) {
      const { body } = await pool.request({
        path: `/items?n=${next++}`,
        method: 'GET',
        headers: { authorization: 'Bearer a-token-of-the-bench' },
      });
      await body.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const seconds = (performance.now() - start) / 1_000;
  await pool.close();
  return REQUESTS / seconds;
}
