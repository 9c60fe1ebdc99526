import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codes } from '../src/cli/codes.ts';
import { createProgram } from '../src/cli/program.ts';
import type { PluginMeta } from '../src/kernel/registry.ts';
import { runReportSchema } from '../src/report/index.ts';
import { builtInKit } from '../src/run/kit.ts';
import { emulators } from '../src/sandbox/index.ts';

/** Writes docs/reference/ from the registries, the command line and the report's schema; CI runs it again and compares. */
const FOLDER = 'docs/reference';
const NOTICE = '<!-- Written by scripts/gen-docs.ts; edit the sources instead. -->';

const pages: Readonly<Record<string, string>> = {
  'checks.md': page(
    'Checks',
    'Each check is one oracle. It accuses only with a clause; doubt is inconclusive.',
    builtInKit.checks.all.map(
      ({ id, title, rationale, severity, family, basis }) =>
        `## ${id}\n\n${title}. ${rationale}\n\n| severity | family | clause |\n|---|---|---|\n| ${severity} | ${family} | ${cell(basis)} |`,
    ),
  ),
  'strategies.md': page(
    'Strategies',
    'Each strategy is one way of turning promises into cases. A short budget drops the last ones first.',
    plugins(builtInKit.strategies.all),
  ),
  'auth-schemes.md': page(
    'Auth schemes',
    'Each scheme says how to prove an identity, and how to fail to.',
    plugins(builtInKit.authSchemes.all),
  ),
  'reporters.md': page(
    'Reporters',
    'Each reporter is a pure function of the run report.',
    plugins(builtInKit.reporters.all),
  ),
  'formats.md': page(
    'Description formats',
    'Each format compiles to the same model.',
    plugins(builtInKit.specFormats.all),
  ),
  'emulators.md': page(
    'Emulators and their defects',
    'Mode `clean` conforms to the document; mode `faithful` switches the marked deviations on; every defect can be switched alone.',
    emulators.all.map(({ id, title, rationale, defects }) =>
      [
        `## ${id}\n\n${title}. ${rationale}\n`,
        '| defect | faithful | what | documented | answered |',
        '|---|---|---|---|---|',
        ...defects.map(
          (defect) =>
            `| ${defect.id} | ${defect.faithful ? 'yes' : ''} | ${cell(defect.title)} | ${cell(defect.documented)} | ${cell(defect.actual)} |`,
        ),
      ].join('\n'),
    ),
  ),
  'codes.md': page('Codes of errors and document findings', 'The same texts as `assay explain <code>`.', [
    [
      '| code | meaning |',
      '|---|---|',
      ...Object.entries(codes)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([code, text]) => `| ${code} | ${cell(text)} |`),
    ].join('\n'),
  ]),
  'command-line.md': page('Command line', 'The same texts as `--help`.', await helpTexts()),
};

mkdirSync(FOLDER, { recursive: true });
for (const [name, text] of Object.entries(pages)) writeFileSync(join(FOLDER, name), text);
writeFileSync(join(FOLDER, 'run-report.schema.json'), `${JSON.stringify(runReportSchema, null, 2)}\n`);

function page(title: string, lead: string, sections: readonly string[]): string {
  return `${NOTICE}\n\n# ${title}\n\n${lead}\n\n${sections.join('\n\n')}\n`;
}

function plugins(all: readonly PluginMeta[]): string[] {
  return all.map(({ id, title, rationale }) => `## ${id}\n\n${title}. ${rationale}`);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

async function helpTexts(): Promise<string[]> {
  const program = await createProgram({
    terminal: {
      print: () => undefined,
      say: () => undefined,
      status: () => undefined,
      colour: false,
      width: 100,
      interactive: false,
      redactor: { text: (text) => text, learn: () => undefined },
    },
    version: '',
    exitCode: 0,
  });
  const fixedWidth = { helpWidth: 100 };
  program.configureHelp(fixedWidth);
  return [program, ...program.commands.flatMap((command) => [command, ...command.commands])].map((command) => {
    command.configureHelp(fixedWidth);
    let text = '';
    command.configureOutput({
      writeOut: (part) => {
        text += part;
      },
    });
    command.outputHelp();
    return `## ${command.parent ? `${command.parent.name()} ` : ''}${command.name()}\n\n\`\`\`\n${text.trimEnd()}\n\`\`\``;
  });
}
