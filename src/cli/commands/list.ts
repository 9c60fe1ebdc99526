import { relative, resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { findSuiteFiles, loadSuiteFile } from '../../config/suite-file.ts';
import type { PluginMeta } from '../../kernel/registry.ts';
import { builtInKit } from '../../run/kit.ts';
import { limitChecks } from '../../run/limits-checks.ts';
import { emulators } from '../../sandbox/index.ts';
import type { Surroundings } from '../surroundings.ts';

const KINDS = [
  'checks',
  'limit-checks',
  'strategies',
  'auth-schemes',
  'reporters',
  'formats',
  'emulators',
  'defects',
  'suites',
] as const;

/** `assay list`: every plug-in, suite and defect, from the registries. */
export function registerList(program: Command, surroundings: Surroundings): void {
  program
    .command('list')
    .description('list plug-ins, suites, emulators and their defects')
    .addArgument(new Argument('[kind]', 'what to list').choices([...KINDS]).default('checks'))
    .addHelpText('after', '\nExamples:\n  $ assay list\n  $ assay list suites\n  $ assay list defects')
    .action(async (kind: (typeof KINDS)[number]) => {
      surroundings.terminal.print(await listing(kind));
    });
}

async function listing(kind: (typeof KINDS)[number]): Promise<string> {
  if (kind === 'suites') return suites();
  if (kind === 'defects') return emulators.all.map(({ id, defects }) => `${id}\n${table(defects)}`).join('\n\n');
  return table(registries[kind].all);
}

const registries: Record<
  Exclude<(typeof KINDS)[number], 'suites' | 'defects'>,
  { readonly all: readonly PluginMeta[] }
> = {
  checks: builtInKit.checks,
  'limit-checks': limitChecks,
  strategies: builtInKit.strategies,
  'auth-schemes': builtInKit.authSchemes,
  reporters: builtInKit.reporters,
  formats: builtInKit.specFormats,
  emulators,
};

async function suites(): Promise<string> {
  const files = findSuiteFiles(resolve('suites'));
  if (files.length === 0) return `no suite below ${resolve('suites')}`;
  const rows = await Promise.all(
    files.map(async (file) => {
      const { definition } = await loadSuiteFile(file);
      return {
        id: definition.name,
        title: `${definition.title} (${Object.keys(definition.environments).join(', ')}; ${relative(process.cwd(), file)})`,
      };
    }),
  );
  return table(rows);
}

function table(rows: readonly { readonly id: string; readonly title: string }[]): string {
  const width = Math.max(...rows.map(({ id }) => id.length));
  return rows.map(({ id, title }) => `${id.padEnd(width)}  ${title}`).join('\n');
}
