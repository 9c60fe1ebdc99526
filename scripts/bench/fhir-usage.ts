import { spawn } from 'node:child_process';

/** Prints what the process itself used, when it ends: a parent cannot ask. */
const TELL =
  'data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();process.stderr.write("used="+(u.userCPUTime+u.systemCPUTime)/1e6+","+u.maxRSS/1024)})';

/** What one whole process used. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** CPU (user and system) and largest resident set of a node process. */
export async function usageOf(argv: readonly string[]): Promise<Usage> {
  const child = spawn(process.execPath, ['--import', TELL, ...argv], { stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  await new Promise<void>((resolve) => child.once('close', () => resolve()));
  const [, cpu, peak] = /used=([\d.]+),([\d.]+)/.exec(told) ?? [];
  return { cpuSeconds: Number(cpu), peakMegabytes: Number(peak) };
}
