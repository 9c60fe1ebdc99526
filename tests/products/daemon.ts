import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Started } from './product.ts';

/** Why a program cannot be used: that it is not on the PATH, or does not start there; undefined when it can. */
export function missing(program: string): string | undefined {
  const { error, status } = spawnSync(program, ['-v'], { stdio: 'ignore' });
  if (error) return `${program} is not on the PATH`;
  return status === 0 ? undefined : `${program} does not start here`;
}

/** A free port of the loopback. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Run a server program with a configuration made for its folder and port, until it answers. */
export async function daemon(
  program: string,
  configuration: (folder: string, port: number) => string,
  args: (folder: string, file: string) => readonly string[],
): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), `${program}-`));
  const port = await freePort();
  const file = join(folder, 'configuration');
  writeFileSync(file, configuration(folder, port));
  const child = spawn(program, args(folder, file), { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const url = `http://127.0.0.1:${port}`;
  const close = async () => {
    child.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) break;
    const ready = await fetch(`${url}/ready`).catch(() => undefined);
    await ready?.arrayBuffer();
    if (ready) return { url, close };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await close();
  throw new Error(`${program} did not answer`);
}
