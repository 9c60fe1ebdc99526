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

/** CPU seconds (user and system) and peak resident megabytes of one whole process. */
export async function wholeProcess(
  command: string,
  argv: readonly string[],
): Promise<{ cpuSeconds: number; wallMs: number }> {
  const before = process.resourceUsage();
  const start = performance.now();
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, argv, { stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
  const after = process.resourceUsage();
  return {
    cpuSeconds: (after.userCPUTime - before.userCPUTime + after.systemCPUTime - before.systemCPUTime) / 1e6,
    wallMs: performance.now() - start,
  };
}
