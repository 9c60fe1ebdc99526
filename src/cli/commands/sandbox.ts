import { type Command, Option } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import { AssayError } from '../../kernel/error.ts';
import { describe, emulators, serve } from '../../sandbox/index.ts';
import type { Surroundings } from '../surroundings.ts';

interface SandboxFlags {
  port: string;
  mode: 'clean' | 'faithful';
  defect: string[];
  without: string[];
}

const collect = (value: string, before: string[]) => [...before, value];

/** `assay sandbox`: one embedded emulator alone, until it is interrupted. */
export function registerSandbox(program: Command, surroundings: Surroundings): void {
  program
    .command('sandbox')
    .description('start an embedded emulator on loopback and print how to call it')
    .argument('<system>', `one of ${emulators.all.map(({ id }) => id).join(', ')}`)
    .option('--port <number>', 'port (default: any free one)', '0')
    .addOption(
      new Option('--mode <mode>', 'clean conforms to the description; faithful deviates as the real system does')
        .choices(['clean', 'faithful'])
        .default('faithful'),
    )
    .option('--defect <id>', 'switch a defect on (repeatable; see assay list defects)', collect, [])
    .option('--without <id>', 'switch a deviation of the mode off (repeatable)', collect, [])
    .addHelpText(
      'after',
      '\nExamples:\n  $ assay sandbox npq-registration --port 4010 --mode faithful --defect D7\n  $ assay sandbox npq-registration --mode clean --defect any-token-accepted',
    )
    .action(async (system: string, flags: SandboxFlags) => {
      const definition = emulators.get(system);
      const emulator = definition.create({
        mode: flags.mode,
        defects: flags.defect,
        without: flags.without,
        clock: systemClock,
      });
      const serving = await serve(emulator, { port: portOf(flags.port) });
      const { baseUrl, mode, defects, credentials, curl, title } = describe(emulator, serving.url);
      surroundings.terminal.print(
        [
          `${title} (${mode}) at ${baseUrl}`,
          `defects on: ${defects.join(', ') || 'none'}`,
          'test tokens:',
          ...credentials.map((credential) => `  ${credential.identity}: ${credential.token} (${credential.title})`),
          'try:',
          `  ${curl}`,
          'stop with Ctrl-C',
        ].join('\n'),
      );
      await interrupted();
      await serving.close();
    });
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text.trim() !== '') return port;
  throw new AssayError('usage', 'bad-flag', `--port takes a number from 0 to 65535, not "${text}".`);
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
