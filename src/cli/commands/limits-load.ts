import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { resolveConfig } from '../../config/resolve.ts';
import { AssayError, messageOf } from '../../kernel/error.ts';
import { parseRate } from '../../model/rate-policy.ts';
import { exportLimit, judgeSummaries, type LoadVerdict } from '../../run/limits-load.ts';
import { withVirtualEmulator } from '../emulation.ts';
import type { Surroundings } from '../surroundings.ts';

interface ExportFlags {
  k6: string;
  env?: string;
  url?: string;
  limit?: string;
  algorithm?: 'rolling' | 'fixed';
  operation?: string;
  parallelism: string;
}

/** `assay limits export` and `import`: the same check as a load script for k6. */
export function registerLimitsLoad(limits: Command, surroundings: Surroundings): void {
  limits
    .command('export')
    .description('write the check as a typed k6 script, with a TestRun for k6-operator')
    .argument('<input>', 'suite name, suite or config file, OpenAPI document, or the address of one cheap GET')
    .requiredOption('--k6 <folder>', 'folder of the script')
    .option('--env <name>', 'environment of the suite; for a bare address: sandbox')
    .option('--url <url>', 'address of the target')
    .option('--limit <rate>', 'the promise, for example 1000/5m')
    .option('--algorithm <kind>', 'what is promised of the window: rolling or fixed')
    .option('--operation <id>', 'operation to ask for')
    .option('--parallelism <runners>', 'runners of the TestRun', '1')
    .action(async (input: string, flags: ExportFlags) => {
      const files = await exported(input, flags, surroundings.version);
      mkdirSync(flags.k6, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(flags.k6, name), text);
      surroundings.terminal.print(
        Object.keys(files)
          .map((name) => join(flags.k6, name))
          .join('\n'),
      );
    });
  limits
    .command('import')
    .description('judge what an exported script wrote, all runners together')
    .argument('<summaries...>', 'summary.json of each runner')
    .action((files: string[]) => {
      const verdict = judgeSummaries(files.map(readSummary));
      surroundings.terminal.print(render(verdict));
      surroundings.exitCode = verdict.exitCode;
    });
}

async function exported(input: string, flags: ExportFlags, version: string): Promise<Readonly<Record<string, string>>> {
  const bare = /^https?:\/\//i.test(input) && !flags.url && !/\.(ya?ml|json)$/.test(new URL(input).pathname);
  const address = bare ? new URL(input) : undefined;
  const url = address?.origin ?? flags.url;
  const runners = Number(flags.parallelism);
  if (!Number.isInteger(runners) || runners < 1)
    throw new AssayError(
      'usage',
      'bad-flag',
      `--parallelism takes a whole number of at least 1, not "${flags.parallelism}".`,
    );
  const config = await resolveConfig(
    input,
    { ...(flags.env && !address ? { env: flags.env } : {}), ...(url ? { url } : {}) },
    { cwd: process.cwd(), env: process.env },
  );
  const options = {
    version,
    time: 'real' as const,
    calledSandbox: flags.env === 'sandbox',
    ...(address ? { address } : {}),
    ...(flags.limit ? { limit: parseRate(flags.limit) } : {}),
    ...(flags.algorithm ? { algorithm: flags.algorithm } : {}),
    ...(flags.operation ? { operation: flags.operation } : {}),
  };
  return config.emulator
    ? withVirtualEmulator(config, (ready) => exportLimit(ready, options, runners))
    : exportLimit(config, options, runners);
}

function readSummary(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new AssayError(
      'usage',
      'limit-summary',
      `${file} cannot be read: ${messageOf(error)}. Give the summary.json that the k6 script wrote.`,
      { cause: error },
    );
  }
}

function render({ subject, steps, reason }: LoadVerdict): string {
  return [
    `${subject}, judged from k6:`,
    ...steps.map(
      ({ verdict, step, admitted, refused, other, expected }) =>
        `  ${verdict.padEnd(12)}  ${step.padEnd(9)} ${admitted} admitted (promised ${expected}), ${refused} refused, ${other} otherwise`,
    ),
    reason,
  ].join('\n');
}
