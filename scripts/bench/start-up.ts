import { fileURLToPath } from 'node:url';
import { type Figure, pairedRatio, wholeProcess } from './measure.ts';

/** Wall time of `assay --version` over an empty node process. */
export async function startUp(): Promise<Figure> {
  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
  const { ratio, a, b } = await pairedRatio(
    11,
    async () => (await wholeProcess(process.execPath, [main, '--version'])).wallMs,
    async () => (await wholeProcess(process.execPath, ['-e', '0'])).wallMs,
  );
  return {
    name: 'assay --version',
    baseline: 'node -e 0',
    ratio,
    aim: 'at most 2.5',
    detail: `${Math.round(a)} against ${Math.round(b)} ms, median of 11 pairs`,
  };
}
