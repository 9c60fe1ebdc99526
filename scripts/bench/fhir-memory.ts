import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { mixedStream } from './fhir-stream.ts';
import { type Figure, type ProcessCost, wholeProcess } from './measure.ts';

/** Lines of the longer stream; `ASSAY_BENCH_LINES=1000000` for the full one. The shorter has a tenth. */
const LINES = Number(process.env['ASSAY_BENCH_LINES'] ?? 100_000);

/** Peak memory of `assay fhir validate` on a long NDJSON stream, over that on a tenth of it. */
export async function fhirMemory(): Promise<Figure> {
  const { texts } = mixedStream();
  const long = await peakOn(texts, LINES);
  const short = await peakOn(texts, LINES / 10);
  return {
    name: `FHIR: peak memory on ${LINES} lines of NDJSON`,
    baseline: `${LINES / 10} lines`,
    ratio: long.megabytes / short.megabytes,
    aim: 'at most 1.1, and under 120 MB',
    detail: `${Math.round(long.megabytes)} against ${Math.round(short.megabytes)} MB; ${Math.round(LINES / long.cpuSeconds)} lines per second of processor time, printing included`,
  };
}

async function peakOn(texts: readonly string[], lines: number): Promise<ProcessCost> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const file = join(folder, 'stream.ndjson');
    await writeStream(file, texts, lines);
    const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
    return await wholeProcess([main, 'fhir', 'validate', file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The resources in turn, each line with an id of its own. */
async function writeStream(file: string, texts: readonly string[], lines: number): Promise<void> {
  const out = createWriteStream(file);
  for (let n = 0; n < lines; n++) {
    const text = (texts[n % texts.length] ?? '').replace(/"id":"[^"]*"/, `"id":"n-${n}"`);
    if (!out.write(`${text}\n`)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
  }
  out.end();
  await finished(out);
}
