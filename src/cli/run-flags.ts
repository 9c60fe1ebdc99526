import { type Command, Option } from 'commander';
import type { RawFlags } from '../config/resolve.ts';

/** Flags as commander collects them. */
export interface RunFlags {
  env?: string;
  url?: string;
  header?: string[];
  seed?: string;
  rate?: string;
  budget?: string;
  concurrency?: string;
  propertyRuns?: string;
  timeout?: string;
  gate?: string;
  mode?: string;
  defect?: string[];
  undeclaredMethods?: boolean;
  fhir?: string;
  production?: boolean;
  overlay?: string[];
  shard?: string;
  out?: string;
  format?: string;
}

const collect = (value: string, before: string[] = []) => [...before, value];

/** Flags that choose the target and shape the plan: shared by run, plan, replay and conform. */
export function targetFlags(command: Command): Command {
  return command
    .option('--env <name>', "environment of the suite (default: the suite's own)")
    .option('--url <url>', 'address of the target')
    .option(
      '-H, --header <header>',
      "where a credential is: 'Name: env:VARIABLE' or 'Name: file:PATH' (repeatable)",
      collect,
    )
    .option(
      '--overlay <file>',
      'OpenAPI overlay laid over the description: path or URL (repeatable, in order)',
      collect,
    )
    .option('--rate <rate>', 'pace: requests per window, for example 1000/5m (default: half of the documented limit)')
    .option('--seed <number>', 'seed of the plan (default: 1)')
    .option(
      '--budget <requests>',
      "most requests of the run (default: the suite's, or what the pace allows in a minute, at most 900)",
    )
    .option('--concurrency <number>', 'read-only requests in flight at once (default: 4)')
    .option('--property-runs <number>', 'random cases per operation (default: 3)')
    .option('--timeout <ms>', 'wait for an answer, milliseconds (default: 10000)')
    .option('--fhir <version>', 'the API is FHIR 3.0 or 4.0: validate every resource that it answers with')
    .option('--undeclared-methods', 'also try methods that the description does not declare')
    .option('--shard <part>', 'run one part of the plan, for example 2/3; join the parts with `assay report --merge`')
    .option('--production', 'second consent to test a production environment, read-only')
    .addOption(new Option('--mode <mode>', 'mode of the embedded emulator').choices(['clean', 'faithful']))
    .option('--defect <id>', 'switch a defect of the embedded emulator on (repeatable)', collect);
}

/** The flags as the configuration reads them. */
export function rawFlags(flags: RunFlags): RawFlags {
  const { header, defect, overlay, out, format, ...rest } = flags;
  return {
    ...rest,
    ...(header ? { headers: header } : {}),
    ...(overlay ? { overlays: overlay } : {}),
    ...(defect ? { defects: defect } : {}),
  };
}
