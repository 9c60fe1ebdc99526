import type { Command } from 'commander';
import { resolveConfig } from '../../config/resolve.ts';
import type { Case } from '../../model/case.ts';
import type { Plan } from '../../model/plan.ts';
import { redactorFor } from '../../run/redactor.ts';
import { plan } from '../../run/run.ts';
import { planHead } from '../progress.ts';
import { type RunFlags, rawFlags, targetFlags } from '../run-flags.ts';
import type { Surroundings } from '../surroundings.ts';

/** `assay plan`: what a run would send, without sending anything. */
export function registerPlan(program: Command, surroundings: Surroundings): void {
  targetFlags(program.command('plan'))
    .description('show what a run would send, how long it takes, and what does not fit; sends nothing')
    .argument('<input>', 'suite name, suite or config file, or OpenAPI document (path or URL)')
    .option('--cases', 'list every case')
    .option('--format <format>', 'text or json (json holds every case)', 'text')
    .addHelpText(
      'after',
      '\nExamples:\n  $ assay plan npq-registration/v3\n  $ assay plan openapi.yaml --cases --budget 300\n  $ assay plan npq-registration/v3 --format json',
    )
    .action(async (input: string, flags: RunFlags & { cases?: boolean }) => {
      const { cases, ...runFlags } = flags;
      const config = await resolveConfig(input, rawFlags(runFlags), { cwd: process.cwd(), env: process.env });
      redactorFor(config, surroundings.terminal.redactor);
      const planned = await plan(config);
      const text =
        flags.format === 'json'
          ? JSON.stringify(planned.plan, null, 2)
          : renderPlan(config.suite, planned.plan, cases ?? false);
      surroundings.terminal.print(text);
    });
}

function renderPlan(name: string, { summary, cases }: Plan, listCases: boolean): string {
  const strategies = [...new Set(summary.perOperation.flatMap(({ perStrategy }) => Object.keys(perStrategy)))];
  const width = Math.max(...summary.perOperation.map(({ operation }) => operation.length), 9);
  const cells = (values: readonly (string | number)[]) =>
    values.map((value, index) => String(value).padStart(strategies[index]?.length ?? 0)).join('  ');
  return [
    planHead(name, summary),
    '',
    `${'operation'.padEnd(width)}  requests  ${strategies.join('  ')}`,
    ...summary.perOperation.map(
      ({ operation, requests, perStrategy }) =>
        `${operation.padEnd(width)}  ${String(requests).padStart(8)}  ${cells(strategies.map((strategy) => perStrategy[strategy] ?? 0))}`,
    ),
    ...section(
      'Left out',
      summary.leftOut.map(
        ({ operation, strategy, cases: count, reason }) => `${operation}: ${count} ${strategy}: ${reason}`,
      ),
    ),
    ...section(
      'Cannot be tested',
      summary.unsupported.map(({ what, reason }) => `${what}: ${reason}`),
    ),
    ...(listCases ? section('Cases', cases.map(caseLine)) : []),
  ].join('\n');
}

function caseLine(subject: Case): string {
  return `${subject.id}  ${subject.intent.padEnd(11)}  ${subject.operation}  ${subject.title}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', `${title}:`, ...lines.map((line) => `  ${line}`)] : [];
}
