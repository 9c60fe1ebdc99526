import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
import { echoDocument } from './echo-document.ts';
import { type Figure, pairedRatio, startEchoServer } from './measure.ts';

const REQUESTS = 8_000;
const CONCURRENCY = 8;

/** What sending so many requests took. */
interface Cost {
  readonly perSecond: number;
  /** Of the client, for each request. */
  readonly cpuMs: number;
}

/** Requests per second with every check, over a bare loop of the same client at the same concurrency. */
export async function checkedRequests(): Promise<Figure> {
  const { ratio, a, b } = await compare(({ perSecond }) => perSecond);
  return {
    name: 'requests per second with full checks',
    baseline: `bare undici loop, concurrency ${CONCURRENCY}`,
    ratio,
    aim: 'at least 0.7',
    detail: `${Math.round(a)} against ${Math.round(b)} requests/s, ${REQUESTS} requests, median of 5 pairs`,
  };
}

/** CPU of sending, judging by every check and recording one exchange of small JSON, over sending it alone. */
export async function judgedExchange(): Promise<Figure> {
  const { ratio, a, b } = await compare(({ cpuMs }) => cpuMs);
  return {
    name: 'CPU of one judged exchange',
    baseline: 'the same exchange in a bare undici loop',
    ratio,
    aim: 'at most 1.5 ms',
    detail: `${a.toFixed(3)} against ${b.toFixed(3)} ms of CPU, ${REQUESTS} requests, median of 5 pairs`,
  };
}

async function compare(read: (cost: Cost) => number): Promise<{ ratio: number; a: number; b: number }> {
  const server = await startEchoServer();
  try {
    return await pairedRatio(
      5,
      async () => read(await checked(server.url)),
      async () => read(await bare(server.url)),
    );
  } finally {
    server.stop();
  }
}

/** Time a conversation of `REQUESTS` requests. */
async function cost(converse: () => Promise<unknown>): Promise<Cost> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await converse();
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: (REQUESTS * 1_000) / (performance.now() - start),
    cpuMs: (user + system) / 1_000 / REQUESTS,
  };
}

async function checked(url: string): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const file = join(folder, 'echo.yaml');
  writeFileSync(file, echoDocument());
  const config = await resolveConfig(
    file,
    { url, headers: ['Authorization: env:TOKEN'], concurrency: String(CONCURRENCY) },
    { cwd: '/', env: { TOKEN: 'a-token-of-the-bench' } },
  );
  const promises = await readPromises(config);
  rmSync(folder, { recursive: true });
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
  const taken = await cost(() => sendListed(session, cases, CONCURRENCY));
  await session.sender.close();
  if (session.accusations.length > 0)
    throw new Error(`the bench itself is wrong: ${session.accusations[0]?.accusation.message}`);
  return taken;
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

async function bare(url: string): Promise<Cost> {
  const pool = new Pool(url, { connections: CONCURRENCY });
  let next = 0;
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
  const taken = await cost(() => Promise.all(Array.from({ length: CONCURRENCY }, worker)));
  await pool.close();
  return taken;
}
