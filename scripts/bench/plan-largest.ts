import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Figure, median, wholeProcess } from './measure.ts';

const ROUNDS = 3;
const TELL_PEAK =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("peak="+process.resourceUsage().maxRSS))';

/** CPU of planning the published GitHub description over that of parsing its JSON, each in a process of its own. */
export async function planLargest(): Promise<Figure> {
  const place = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
  const main = place('dist/cli/main.js');
  const description = place('node_modules/@octokit/openapi/generated/api.github.com.json');
  const parse = `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(description)},"utf8"))`;
  const rows: { plan: number; parse: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const plan = (await wholeProcess(process.execPath, [main, 'plan', description])).cpuSeconds;
    rows.push({ plan, parse: (await wholeProcess(process.execPath, ['-e', parse])).cpuSeconds });
  }
  const [plan, parsed] = [median(rows.map((row) => row.plan)), median(rows.map((row) => row.parse))];
  const peak = await peakMegabytes([main, 'plan', description]);
  return {
    name: 'planning the GitHub description (over 1,000 operations)',
    baseline: 'JSON.parse of the same file',
    ratio: median(rows.map((row) => row.plan / row.parse)),
    aim: 'under 20 s of CPU and 700 MB',
    detail: `${plan.toFixed(1)} against ${parsed.toFixed(2)} s of CPU, median of ${ROUNDS} pairs; peak ${Math.round(peak)} MB`,
  };
}

/** The largest resident set of a node process. */
async function peakMegabytes(argv: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--import', TELL_PEAK, ...argv], { stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  await new Promise<void>((resolve) => child.once('close', () => resolve()));
  return Number(/peak=(\d+)/.exec(told)?.[1] ?? Number.NaN) / 1024;
}
