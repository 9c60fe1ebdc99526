import { Command, CommanderError } from 'commander';
import { AssayError, messageOf } from '../kernel/error.ts';
import { exitCodeOf } from '../run/exit.ts';
import { Interruption } from './interruption.ts';
import type { Surroundings } from './surroundings.ts';
import { processTerminal, type Terminal } from './terminal.ts';

const EPILOGUE = `
Exit codes: 0 nothing new; 1 findings; 2 usage, configuration or description; 3 target unreachable or refused;
4 inconclusive, nothing was really tested; 5 internal error; 130 stopped by Ctrl-C.

Examples:
  $ assay run openapi.yaml --url http://127.0.0.1:8080 -H 'Authorization: env:TOKEN'
  $ assay plan npq-registration/v3
  $ assay sandbox npq-registration --port 4010 --mode faithful
  $ assay fhir validate patient.json
  $ assay explain undeclared-status`;

type Register = (program: Command, surroundings: Surroundings) => void;

/** Loaded one by one: a command line pays only for the command that it names. */
const COMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  run: async () => (await import('./commands/run.ts')).registerRun,
  plan: async () => (await import('./commands/plan.ts')).registerPlan,
  replay: async () => (await import('./commands/replay.ts')).registerReplay,
  report: async () => (await import('./commands/report.ts')).registerReport,
  conform: async () => (await import('./commands/conform.ts')).registerConform,
  list: async () => (await import('./commands/list.ts')).registerList,
  explain: async () => (await import('./commands/explain.ts')).registerExplain,
  fhir: async () => (await import('./commands/fhir.ts')).registerFhir,
  limits: async () => (await import('./commands/limits.ts')).registerLimits,
  sandbox: async () => (await import('./commands/sandbox.ts')).registerSandbox,
};

/** The command line, whole or with the one command that is named; parsing throws instead of ending the process. */
export async function createProgram(surroundings: Surroundings, named?: string): Promise<Command> {
  const program = new Command('assay')
    .description('Contract tests and conformance reports for HTTP APIs, from what they promise.')
    .version(surroundings.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    // Flags after the name of a command are that command's own, however deep it stands.
    .enablePositionalOptions()
    .configureOutput({ outputError: (text, write) => write(surroundings.terminal.redactor.text(text)) })
    .addHelpText('after', EPILOGUE)
    .exitOverride();
  const only = named !== undefined && Object.hasOwn(COMMANDS, named) ? COMMANDS[named] : undefined;
  for (const load of only ? [only] : Object.values(COMMANDS)) (await load())(program, surroundings);
  for (const command of program.commands) command.exitOverride().showSuggestionAfterError(true);
  return program;
}

/** Run one command line and give its exit code; every error is told in one message that says what to do. */
export async function main(argv: readonly string[], version: string): Promise<number> {
  const surroundings: Surroundings = { terminal: processTerminal(), version, exitCode: 0 };
  const program = await createProgram(surroundings, argv[0]);
  try {
    if (argv.length === 0) program.help();
    await program.parseAsync([...argv], { from: 'user' });
    return surroundings.exitCode;
  } catch (error) {
    return explainError(error, surroundings.terminal);
  }
}

function explainError(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Interruption) {
    terminal.say(`assay: ${error.message}`);
    return error.exitCode;
  }
  if (error instanceof AssayError && error.kind !== 'internal') {
    terminal.say(`assay: ${error.message}\n       (${error.code}; more: assay explain ${error.code})`);
    return exitCodeOf(error);
  }
  terminal.say(`assay: an internal error, which is a defect of assay itself: ${messageOf(error)}`);
  if (error instanceof Error && error.stack) terminal.say(error.stack);
  return exitCodeOf(error);
}
