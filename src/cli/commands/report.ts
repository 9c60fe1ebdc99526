import type { Command } from 'commander';
import { reporters } from '../../report/index.ts';
import { joinShards } from '../../run/join-shards.ts';
import { mergeReports } from '../../run/merge.ts';
import { openArtefacts } from '../artefacts.ts';
import { readReport } from '../read-report.ts';
import type { Surroundings } from '../surroundings.ts';

interface ReportFlags {
  readonly merge: readonly string[];
  readonly out: string;
  readonly format: string;
}

/** `assay report`: the files of finished runs rendered again, as one report. */
export function registerReport(program: Command, surroundings: Surroundings): void {
  program
    .command('report')
    .description(
      'join the reports of finished runs into one: parts of a run (--shard) into that run, runs of several suites side by side',
    )
    .requiredOption('--merge <folders...>', 'folders of the reports')
    .option('--out <folder>', 'folder of the report files', 'reports/latest')
    .option('--format <reporter>', 'what is printed to stdout', 'console')
    .addHelpText(
      'after',
      '\nExample:\n  $ assay run npq-registration/v3 --shard 1/2 --out reports/1\n  $ assay run npq-registration/v3 --shard 2/2 --out reports/2\n  $ assay report --merge reports/1 reports/2 --out reports/latest',
    )
    .action((flags: ReportFlags) => {
      const { terminal } = surroundings;
      const stdoutReporter = reporters.get(flags.format);
      const report = mergeReports(joinShards(flags.merge.map((folder) => readReport(folder, '--merge'))));
      const artefacts = openArtefacts(flags.out, terminal.redactor);
      try {
        for (const folder of flags.merge) artefacts.eventsOf(folder);
        terminal.say(`reports: ${artefacts.finish(report).join(', ')}`);
      } catch (error) {
        artefacts.abandon();
        throw error;
      }
      terminal.print(stdoutReporter.render(report, terminal));
      surroundings.exitCode = report.verdict.exitCode;
    });
}
