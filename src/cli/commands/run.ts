import type { Command } from 'commander';
import { type RunFlags, targetFlags } from '../run-flags.ts';
import { keepNurserySmall } from '../small-heap.ts';
import type { Surroundings } from '../surroundings.ts';

/** Requests. */
const SHORT = 200;

/** `assay run`: read, plan, send, judge, report. */
export function registerRun(program: Command, surroundings: Surroundings): void {
  targetFlags(program.command('run'))
    .description('run a suite, a config file or a bare API description against a target')
    .argument('<input>', 'suite name, suite or config file, or OpenAPI document (path or URL)')
    .option('--gate <severity>', 'least severity of a new finding that fails the run (default: low)')
    .option('--out <folder>', 'folder of the report files', 'reports/latest')
    .option('--format <reporter>', 'what is printed to stdout', 'console')
    .addHelpText('after', EXAMPLES)
    .action(async (input: string, flags: RunFlags) => {
      // So short a run ends before a large heap pays; what fills it is loaded only then.
      if (flags.budget !== undefined && Number(flags.budget) <= SHORT) keepNurserySmall();
      await (await import('../one-run.ts')).runInput(input, flags, surroundings);
    });
}

const EXAMPLES = `
Examples:
  $ assay run npq-registration/v3
  $ assay run openapi.yaml --url http://127.0.0.1:8080 -H 'Authorization: env:TOKEN'
  $ assay run npq-registration/v3 --env sandbox --rate 500/5m --out reports/sandbox
  $ assay run npq-registration/v3 --defect any-token-accepted --format junit`;
