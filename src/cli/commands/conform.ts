import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { resolveConfig } from '../../config/resolve.ts';
import { findSuiteFiles } from '../../config/suite-file.ts';
import { AssayError } from '../../kernel/error.ts';
import type { RunReport } from '../../model/run-report.ts';
import { reporters } from '../../report/index.ts';
import { mergeReports } from '../../run/merge.ts';
import { redactorFor } from '../../run/redactor.ts';
import { openArtefacts } from '../artefacts.ts';
import { withEmulator } from '../emulation.ts';
import { interruptible } from '../interruption.ts';
import { type RunFlags, rawFlags, targetFlags } from '../run-flags.ts';
import type { Surroundings } from '../surroundings.ts';
import { runWith } from './run.ts';

/** `assay conform`: every suite below a folder, one report. */
export function registerConform(program: Command, surroundings: Surroundings): void {
  targetFlags(program.command('conform'))
    .description('run every suite below suites/ in its default environment and write one report')
    .option('--suites <folder>', 'folder of the suites', 'suites')
    .option('--out <folder>', 'folder of the report files', 'reports/latest')
    .addHelpText('after', '\nExample:\n  $ assay conform --out reports/latest')
    .action(async (flags: RunFlags & { suites: string }) => {
      const report = await conform(flags, surroundings);
      surroundings.terminal.print(reporters.get('console').render(report, surroundings.terminal));
      surroundings.exitCode = report.verdict.exitCode;
    });
}

async function conform(flags: RunFlags & { suites: string }, surroundings: Surroundings): Promise<RunReport> {
  const { suites, ...runFlags } = flags;
  const files = findSuiteFiles(resolve(suites));
  if (files.length === 0)
    throw new AssayError(
      'usage',
      'no-suites',
      `There is no suite (*.suite.ts, .yaml, .json …) below ${resolve(suites)}. Give their folder with --suites.`,
    );
  const { terminal } = surroundings;
  const artefacts = openArtefacts(flags.out ?? 'reports/latest', terminal.redactor);
  try {
    const reports: RunReport[] = [];
    for (const file of files) {
      const config = await resolveConfig(relative(process.cwd(), file), rawFlags(runFlags), {
        cwd: process.cwd(),
        env: process.env,
      });
      reports.push(
        await withEmulator(config, (ready) => {
          redactorFor(ready, terminal.redactor);
          return interruptible((signal) => runWith(ready, artefacts, surroundings, signal));
        }),
      );
    }
    const report = mergeReports(reports);
    terminal.say(`reports: ${artefacts.finish(report).join(', ')}`);
    return report;
  } catch (error) {
    artefacts.abandon();
    throw error;
  }
}
