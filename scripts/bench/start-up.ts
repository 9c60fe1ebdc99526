import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { echoDocument } from './echo-document.ts';
import { type Figure, median, pairedRatio, startEchoServer, wholeProcess } from './measure.ts';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const nothing = async () => await wholeProcess(['-e', '0']);

/** Wall time of `assay --version` over an empty node process. */
export async function startUp(): Promise<Figure> {
  const { ratio, a, b } = await pairedRatio(
    11,
    async () => (await wholeProcess([main, '--version'])).wallMs,
    async () => (await nothing()).wallMs,
  );
  return {
    name: 'assay --version',
    baseline: 'node -e 0',
    ratio,
    aim: 'at most 2.5',
    detail: `${Math.round(a)} against ${Math.round(b)} ms, median of 11 pairs`,
  };
}

/** CPU and memory of a whole run of about fifty requests with all reports, over an empty node process. */
export async function smallRun(): Promise<Figure> {
  const server = await startEchoServer();
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const document = join(folder, 'echo.yaml');
  writeFileSync(document, echoDocument(5));
  const argv = [main, 'run', document, '--url', server.url, '-H', 'Authorization: env:TOKEN', '--budget', '50'];
  const megabytes: number[] = [];
  try {
    const { ratio, a, b } = await pairedRatio(
      7,
      async () => {
        const cost = await wholeProcess([...argv, '--out', join(folder, 'out')], { TOKEN: 'a-token-of-the-bench' });
        megabytes.push(cost.megabytes);
        return cost.cpuSeconds;
      },
      async () => (await nothing()).cpuSeconds,
    );
    return {
      name: 'CPU of a run within a budget of 50 requests',
      baseline: 'node -e 0',
      ratio,
      aim: 'under 1 s of CPU and 120 MB',
      detail: `${a.toFixed(2)} against ${b.toFixed(2)} s of CPU, peak ${Math.round(median(megabytes))} MB, median of 7 pairs`,
    };
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
