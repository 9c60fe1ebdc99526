import type { Command } from 'commander';
import { AssayError } from '../../kernel/error.ts';
import { nearest, type PluginMeta } from '../../kernel/registry.ts';
import { builtInKit } from '../../run/kit.ts';
import { limitChecks } from '../../run/limits-checks.ts';
import { emulators } from '../../sandbox/index.ts';
import { codes } from '../codes.ts';
import type { Surroundings } from '../surroundings.ts';

/** `assay explain`: what a check, plug-in, defect or code means and what to do. */
export function registerExplain(program: Command, surroundings: Surroundings): void {
  program
    .command('explain')
    .description('explain a check, another plug-in, a defect of an emulator, or a code of an error or document finding')
    .argument('<id>', 'for example undeclared-status, target-unreachable or D7')
    .addHelpText('after', '\nExamples:\n  $ assay explain response-body\n  $ assay explain url-missing')
    .action((id: string) => surroundings.terminal.print(explain(id)));
}

function explain(id: string): string {
  const check = builtInKit.checks.all.find((candidate) => candidate.id === id);
  if (check)
    return `${check.id}: ${check.title}\n\n${check.rationale}\n\nSeverity: ${check.severity}\nFamily:   ${check.family}\nClause:   ${check.basis}`;
  const plugin = plugins().find((candidate) => candidate.id === id);
  if (plugin) return `${plugin.id}: ${plugin.title}\n\n${plugin.rationale}`;
  const defects = emulators.all.flatMap(({ id: system, defects: table }) =>
    table.filter((defect) => defect.id === id).map((defect) => ({ system, ...defect })),
  );
  if (defects.length > 0)
    return defects
      .map(
        ({ system, title, documented, actual }) =>
          `${id} (${system}): ${title}\n\nDocumented: ${documented}\nAnswered:   ${actual}`,
      )
      .join('\n\n');
  const code = Object.hasOwn(codes, id) ? codes[id] : undefined;
  if (code) return `${id}\n\n${code}`;
  const known = [...builtInKit.checks.all, ...plugins()].map((candidate) => candidate.id).concat(Object.keys(codes));
  const near = nearest(id, known);
  throw new AssayError(
    'usage',
    'nothing-to-explain',
    `There is no check, plug-in, defect or code "${id}".${near ? ` Did you mean ${near}?` : ''} \`assay list\` shows what there is.`,
  );
}

function plugins(): PluginMeta[] {
  const { strategies, authSchemes, reporters, specFormats } = builtInKit;
  return [
    ...strategies.all,
    ...authSchemes.all,
    ...reporters.all,
    ...specFormats.all,
    ...limitChecks.all,
    ...emulators.all,
  ];
}
