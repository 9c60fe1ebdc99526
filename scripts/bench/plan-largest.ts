import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Figure, median } from './measure.ts';

const ROUNDS = 3;
/** Prints what the process itself used, when it ends: a parent cannot ask. */
const TELL =
  'data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();process.stderr.write("used="+(u.userCPUTime+u.systemCPUTime)/1e6+","+u.maxRSS/1024)})';

/** CPU of planning the published GitHub description over that of parsing its JSON, each in a process of its own. */
export async function planLargest(): Promise<Figure> {
  const place = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
  const main = place('dist/cli/main.js');
  const description = place('node_modules/@octokit/openapi/generated/api.github.com.json');
  const parse = `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(description)},"utf8"))`;
  const rows: { plan: Usage; parse: Usage }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rows.push({ plan: await usageOf([main, 'plan', description]), parse: await usageOf(['-e', parse]) });
  const plan = median(rows.map((row) => row.plan.cpuSeconds));
  const parsed = median(rows.map((row) => row.parse.cpuSeconds));
  const peak = Math.max(...rows.map((row) => row.plan.peakMegabytes));
  return {
    name: 'planning the GitHub description (over 1,000 operations)',
    baseline: 'JSON.parse of the same file',
    ratio: median(rows.map((row) => row.plan.cpuSeconds / row.parse.cpuSeconds)),
    aim: 'under 20 s of CPU and 700 MB',
    detail: `${plan.toFixed(1)} against ${parsed.toFixed(2)} s of CPU, median of ${ROUNDS} pairs; peak ${Math.round(peak)} MB`,
  };
}

interface Usage {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** CPU (user and system) and largest resident set of a node process. */
async function usageOf(argv: readonly string[]): Promise<Usage> {
  const child = spawn(process.execPath, ['--import', TELL, ...argv], { stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  await new Promise<void>((resolve) => child.once('close', () => resolve()));
  const [, cpu, peak] = /used=([\d.]+),([\d.]+)/.exec(told) ?? [];
  return { cpuSeconds: Number(cpu), peakMegabytes: Number(peak) };
}
