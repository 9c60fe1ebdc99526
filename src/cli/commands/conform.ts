import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { resolveConfig } from '../../config/resolve.ts';
import type { ResolvedConfig } from '../../config/resolved-config.ts';
import { findSuiteFiles } from '../../config/suite-file.ts';
import { AssayError } from '../../kernel/error.ts';
import type { LimitReport } from '../../model/limit.ts';
import type { RunReport } from '../../model/run-report.ts';
import { reporters } from '../../report/index.ts';
import { limitReporters } from '../../report/limits/index.ts';
import { checkLimit } from '../../run/limits.ts';
import { mergeReports } from '../../run/merge.ts';
import { redactorFor } from '../../run/redactor.ts';
import { openArtefacts } from '../artefacts.ts';
import { withEmulator, withVirtualEmulator } from '../emulation.ts';
import { interruptible } from '../interruption.ts';
import { runWith } from '../one-run.ts';
import { type RunFlags, rawFlags, targetFlags } from '../run-flags.ts';
import type { Surroundings } from '../surroundings.ts';

/** `assay conform`: every suite below a folder, one report. */
export function registerConform(program: Command, surroundings: Surroundings): void {
  targetFlags(program.command('conform'))
    .description(
      'run every suite below suites/ in its default environment and write one report; in virtual time, check documented limits, too',
    )
    .option('--suites <folder>', 'folder of the suites', 'suites')
    .option('--out <folder>', 'folder of the report files', 'reports/latest')
    .addHelpText('after', '\nExample:\n  $ assay conform --out reports/latest')
    .action(async (flags: RunFlags & { suites: string }) => {
      const { report, limits } = await conform(flags, surroundings);
      const { terminal } = surroundings;
      terminal.print(reporters.get('console').render(report, terminal));
      for (const limit of limits) terminal.print(limitReporters.console.render(limit, terminal));
      const broken = limits.find(({ result }) => result.exitCode !== 0);
      surroundings.exitCode = report.verdict.exitCode || (broken?.result.exitCode ?? 0);
    });
}

interface Conformed {
  readonly report: RunReport;
  /** Of the suites whose emulator lives in virtual time, where a whole window costs nothing. */
  readonly limits: readonly LimitReport[];
}

async function conform(flags: RunFlags & { suites: string }, surroundings: Surroundings): Promise<Conformed> {
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
    const limits: LimitReport[] = [];
    for (const file of files) {
      const config = await resolveConfig(relative(process.cwd(), file), rawFlags(runFlags), {
        cwd: process.cwd(),
        env: process.env,
      });
      reports.push(
        await withEmulator(config, (ready, clock) => {
          redactorFor(ready, terminal.redactor);
          return interruptible((signal) => runWith(ready, clock, artefacts, surroundings, signal));
        }),
      );
      if (config.emulator?.virtualTime && config.limitPolicy) limits.push(await checkedLimit(config, surroundings));
    }
    const report = mergeReports(reports);
    terminal.say(`reports: ${artefacts.finish(report).join(', ')}`);
    return { report, limits };
  } catch (error) {
    artefacts.abandon();
    throw error;
  }
}

function checkedLimit(config: ResolvedConfig, { terminal, version }: Surroundings): Promise<LimitReport> {
  return withVirtualEmulator(config, (ready, virtual) =>
    checkLimit(ready, {
      version,
      time: 'virtual',
      virtual,
      idle: true,
      redactor: redactorFor(ready, terminal.redactor),
    }),
  );
}
