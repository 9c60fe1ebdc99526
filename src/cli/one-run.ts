import { resolveConfig } from '../config/resolve.ts';
import type { ResolvedConfig } from '../config/resolved-config.ts';
import type { Clock } from '../kernel/clock.ts';
import type { RunReport } from '../model/run-report.ts';
import { reporters } from '../report/index.ts';
import { redactorFor } from '../run/redactor.ts';
import { run } from '../run/run.ts';
import { type Artefacts, openArtefacts } from './artefacts.ts';
import { withEmulator } from './emulation.ts';
import { interruptible } from './interruption.ts';
import { createProgress } from './progress.ts';
import { type RunFlags, rawFlags } from './run-flags.ts';
import type { Surroundings } from './surroundings.ts';

/** Run one input as its flags say, print the report, and leave the exit code. */
export async function runInput(input: string, flags: RunFlags, surroundings: Surroundings): Promise<void> {
  const stdoutReporter = reporters.get(flags.format ?? 'console');
  const config = await resolveConfig(input, rawFlags(flags), { cwd: process.cwd(), env: process.env });
  const report = await withEmulator(config, (ready, clock) =>
    runOnce(ready, clock, flags.out ?? 'reports/latest', surroundings),
  );
  surroundings.terminal.print(stdoutReporter.render(report, surroundings.terminal));
  surroundings.exitCode = report.verdict.exitCode;
}

/** One run with its files written; files of an earlier run stay untouched when this one fails. */
async function runOnce(
  config: ResolvedConfig,
  clock: Clock,
  out: string,
  surroundings: Surroundings,
): Promise<RunReport> {
  const { terminal } = surroundings;
  redactorFor(config, terminal.redactor);
  const artefacts = openArtefacts(out, terminal.redactor);
  try {
    const report = await interruptible((signal) => runWith(config, clock, artefacts, surroundings, signal));
    const files = artefacts.finish(report);
    terminal.say(`reports: ${files.join(', ')}`);
    return report;
  } catch (error) {
    artefacts.abandon();
    throw error;
  }
}

/** Run a configuration whose emulator is up, its events written as they come. */
export function runWith(
  config: ResolvedConfig,
  clock: Clock,
  artefacts: Artefacts,
  { terminal, version }: Surroundings,
  signal: AbortSignal,
): Promise<RunReport> {
  const progress = createProgress(config.suite, terminal);
  for (const [identity, { missing }] of Object.entries(config.identities)) {
    for (const name of missing)
      terminal.say(
        `${config.suite}: the credential ${name} of identity ${identity} is not set; what needs it is not tested`,
      );
  }
  return run(config, {
    version,
    clock,
    redactor: terminal.redactor,
    signal,
    onPlan: progress.plan,
    onWait: progress.wait,
    onEvent: (event) => {
      artefacts.event(event);
      progress.event(event);
    },
  });
}
