import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What a command line came to. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The folder given as --out. */
  readonly out: string;
}

const MAIN = resolve('dist/cli/main.js');

/** A command line that is running. */
export interface Started {
  readonly child: ChildProcess;
  readonly done: Promise<Outcome>;
}

/** Run the built command line in a process of its own; `{out}` in an argument stands for a fresh folder. */
export function assay(argv: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  return start(argv, env).done;
}

/** Start the built command line and leave it running. */
export function start(argv: readonly string[], env: Record<string, string> = {}): Started {
  if (!existsSync(MAIN)) throw new Error('dist/ is missing: `npm test` builds it, or run `npm run build` first');
  const out = join(mkdtempSync(join(tmpdir(), 'assay-scenario-')), 'report');
  const child = spawn(process.execPath, [MAIN, ...argv.map((word) => word.replace('{out}', out))], {
    env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const done = new Promise<Outcome>((resolved) =>
    child.once('close', (exitCode) => resolved({ exitCode, stdout, stderr, out })),
  );
  return { child, done };
}

/** A server of the test's own on loopback. */
export function listen(answer: RequestListener): Promise<{ url: string; close: () => void }> {
  const server = createServer(answer);
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () =>
      done({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      }),
    ),
  );
}
