import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RawFlags, resolveConfig } from '../../../../src/config/resolve.ts';
import type { RunEvent } from '../../../../src/model/run-event.ts';
import type { RunReport } from '../../../../src/model/run-report.ts';
import { run } from '../../../../src/run/run.ts';

/** A request as a test's server sees it, its body read. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An answer of a test's server; nothing at all leaves the client waiting. */
export type Answer = { status: number; json?: unknown; headers?: Record<string, string> } | 'silence' | 'reset';

/** What a run came to, and what the server was asked. */
export interface Ran {
  readonly report: RunReport;
  readonly asked: readonly Asked[];
  readonly events: readonly RunEvent[];
}

/** Run a description against a loopback server of the test's own. */
export async function runAgainst(
  document: string,
  answer: (asked: Asked, before: readonly Asked[]) => Answer,
  { signal, ...flags }: RawFlags & { readonly signal?: AbortSignal } = {},
  secrets: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const asked: Asked[] = [];
  const events: RunEvent[] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const one = {
        method: request.method ?? '',
        url: new URL(request.url ?? '/', 'http://127.0.0.1'),
        headers: request.headers,
        body,
      };
      give(response, answer(one, [...asked]));
      asked.push(one);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    const cwd = mkdtempSync(join(tmpdir(), 'assay-run-'));
    writeFileSync(join(cwd, 'api.yaml'), document);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const config = await resolveConfig('api.yaml', { url, ...flags }, { cwd, env: secrets });
    const report = await run(config, {
      version: '0.0.0',
      onEvent: (event) => events.push(event),
      ...(signal ? { signal } : {}),
    });
    return { report, asked, events };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

function give(response: ServerResponse, answer: Answer): void {
  if (answer === 'silence') return;
  if (answer === 'reset') return void response.destroy();
  const headers = { ...(answer.json === undefined ? {} : { 'content-type': 'application/json' }), ...answer.headers };
  response.writeHead(answer.status, headers);
  response.end(answer.json === undefined ? undefined : JSON.stringify(answer.json));
}
