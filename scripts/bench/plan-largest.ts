import { fileURLToPath } from 'node:url';
import { type Figure, median, type ProcessCost, wholeProcess } from './measure.ts';

const ROUNDS = 3;

/** CPU of planning the published GitHub description over that of parsing its JSON, each in a process of its own. */
export async function planLargest(): Promise<Figure> {
  const place = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
  const main = place('dist/cli/main.js');
  const description = place('node_modules/@octokit/openapi/generated/api.github.com.json');
  const parse = `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(description)},"utf8"))`;
  const rows: { plan: ProcessCost; parse: ProcessCost }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rows.push({ plan: await wholeProcess([main, 'plan', description]), parse: await wholeProcess(['-e', parse]) });
  const plan = median(rows.map((row) => row.plan.cpuSeconds));
  const parsed = median(rows.map((row) => row.parse.cpuSeconds));
  const peak = Math.max(...rows.map((row) => row.plan.megabytes));
  return {
    name: 'planning the GitHub description (over 1,000 operations)',
    baseline: 'JSON.parse of the same file',
    ratio: median(rows.map((row) => row.plan.cpuSeconds / row.parse.cpuSeconds)),
    aim: 'under 20 s of CPU and 700 MB',
    detail: `${plan.toFixed(1)} against ${parsed.toFixed(2)} s of CPU, median of ${ROUNDS} pairs; peak ${Math.round(peak)} MB`,
  };
}
