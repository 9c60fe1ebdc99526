import { type RawFlags, resolveConfig } from '../config/resolve.ts';
import type { Plan } from '../model/plan.ts';
import type { RunEvent } from '../model/run-event.ts';
import type { RunReport } from '../model/run-report.ts';
import { redactorFor } from '../run/redactor.ts';
import { run } from '../run/run.ts';
import { withEmulator } from './emulation.ts';
import { ownVersion } from './version.ts';

/** What surrounds a run that is called from code. */
export interface RunSuiteOptions extends RawFlags {
  /** Folder that relative paths and suite names start from; default the process's working folder. */
  readonly cwd?: string;
  /** Where `env:` credentials are looked up; default the process's environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Told before the first request. */
  readonly onPlan?: (plan: Plan) => void;
  /** Every event, free of secrets. */
  readonly onEvent?: (event: RunEvent) => void;
  readonly signal?: AbortSignal;
}

/**
 * Run a suite, a config file or a bare description as `assay run` does, without writing anything, and give its report.
 * Starts the embedded emulator when the environment asks for one. Rejects with an `AssayError` for a wrong set-up (kinds usage,
 * config, spec, safety) or an unreachable target; findings are in the report, never thrown.
 */
export async function runSuite(input: string, options: RunSuiteOptions = {}): Promise<RunReport> {
  const { cwd = process.cwd(), environment = process.env, onPlan, onEvent, signal, ...flags } = options;
  const config = await resolveConfig(input, flags, { cwd, env: environment });
  return withEmulator(config, (ready, clock) =>
    run(ready, {
      version: ownVersion(),
      clock,
      redactor: redactorFor(ready),
      ...(onPlan ? { onPlan } : {}),
      ...(onEvent ? { onEvent } : {}),
      ...(signal ? { signal } : {}),
    }),
  );
}
