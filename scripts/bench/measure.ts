import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One figure: a ratio measured in one run against a named baseline. */
export interface Figure {
  readonly name: string;
  readonly baseline: string;
  readonly ratio: number;
  /** What the figure should reach, in words. */
  readonly aim: string;
  readonly detail: string;
}

/** The middle of an odd number of values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Pairs of A and B measured in turn, so that a drifting machine hits both alike; the median of their ratios. */
export async function pairedRatio(
  pairs: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<{ ratio: number; a: number; b: number }> {
  const rows: { a: number; b: number }[] = [];
  await a();
  await b();
  for (let pair = 0; pair < pairs; pair++) rows.push({ a: await a(), b: await b() });
  return {
    ratio: median(rows.map((row) => row.a / row.b)),
    a: median(rows.map((row) => row.a)),
    b: median(rows.map((row) => row.b)),
  };
}

/** A loopback echo server in a process of its own. */
export async function startEchoServer(): Promise<{ readonly url: string; stop(): void }> {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('./echo-server.mjs', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const port = await new Promise<string>((resolve) =>
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())),
  );
  return { url: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
}

/** What one whole process took. */
export interface ProcessCost {
  readonly wallMs: number;
  /** User and system. */
  readonly cpuSeconds: number;
  /** Peak resident size. */
  readonly megabytes: number;
}

/** Run a script of node to its end, whatever it exits with, and read what the process took from the process itself. */
export async function wholeProcess(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<ProcessCost> {
  const meter = fileURLToPath(new URL('./meter.mjs', import.meta.url));
  const start = performance.now();
  const told = await new Promise<string>((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', meter, ...argv], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const chunks: Buffer[] = [];
    child.stdio[3]?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', () => resolve(Buffer.concat(chunks).toString()));
  });
  const wallMs = performance.now() - start;
  const { cpuSeconds, megabytes } = JSON.parse(told) as Omit<ProcessCost, 'wallMs'>;
  return { wallMs, cpuSeconds, megabytes };
}
