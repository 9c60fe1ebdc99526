import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { identityOfHeaders, resolveConfig } from '../../config/resolve.ts';
import type { ResolvedConfig } from '../../config/resolved-config.ts';
import type { SecretSources } from '../../config/secrets.ts';
import { manualClock } from '../../kernel/clock.ts';
import { AssayError, messageOf } from '../../kernel/error.ts';
import type { LimitReport } from '../../model/limit.ts';
import { parseRate } from '../../model/rate-policy.ts';
import { limitReporters } from '../../report/limits/index.ts';
import { checkLimit, judgeLog, type LimitOptions, scaledLimit, type VirtualTarget } from '../../run/limits.ts';
import { redactorFor } from '../../run/redactor.ts';
import { confirmed } from '../confirmation.ts';
import { withEmulator, withVirtualEmulator } from '../emulation.ts';
import { lockTarget } from '../limit-lock.ts';
import { createLimitProgress, planText } from '../limit-progress.ts';
import { type RunFlags, rawFlags } from '../run-flags.ts';
import type { Surroundings } from '../surroundings.ts';
import { registerLimitsLoad } from './limits-load.ts';

interface LimitFlags extends Pick<RunFlags, 'env' | 'url' | 'header' | 'mode' | 'defect'> {
  limit?: string;
  algorithm?: LimitOptions['algorithm'];
  per?: LimitOptions['per'];
  status?: string;
  operation?: string;
  otherIdentity?: string;
  otherHeader?: string[];
  time?: 'virtual' | 'real' | 'scaled';
  idle?: boolean;
  race?: boolean;
  full?: boolean;
  yes?: boolean;
  dryRun?: boolean;
  resume?: string;
  out: string;
}

const collect = (value: string, before: string[] = []) => [...before, value];

/** `assay limits`: is the documented limit really there, and which limiter is it? */
export function registerLimits(program: Command, surroundings: Surroundings): void {
  const limits = program
    .command('limits')
    // Flags after the name of a command below this one are that command's own.
    .enablePositionalOptions()
    .description('tell from outside which rate limiter is really there, and whether it keeps the documented limit')
    .argument('<input>', 'suite name, suite or config file, OpenAPI document, or the address of one cheap GET')
    .option('--env <name>', 'environment of the suite; for a bare address: sandbox')
    .option('--url <url>', 'address of the target')
    .option(
      '-H, --header <header>',
      "where the key under test is: 'Name: env:VARIABLE' or 'Name: file:PATH' (repeatable)",
      collect,
    )
    .option('--limit <rate>', 'the promise, for example 1000/5m (default: that of the suite or the description)')
    .addOption(new Option('--algorithm <kind>', 'what is promised of the window').choices(['rolling', 'fixed']))
    .addOption(new Option('--per <whom>', 'whose requests count together').choices(['credential', 'ip', 'global']))
    .option('--status <code>', 'promised status of a refusal (default: 429)')
    .option('--operation <id>', 'operation to ask for: a cheap GET or HEAD')
    .option('--other-identity <name>', 'identity of the suite that serves as another key')
    .option(
      '--other-header <header>',
      "where another key is, to see whether keys are apart: 'Name: env:VARIABLE' or 'Name: file:PATH' (repeatable)",
      collect,
    )
    .addOption(
      new Option(
        '--time <mode>',
        'virtual: embedded emulator, in no time; real; scaled: a system set up with a shorter window, by default of 60 s',
      ).choices(['virtual', 'real', 'scaled']),
    )
    .addOption(new Option('--mode <mode>', 'mode of the embedded emulator').choices(['clean', 'faithful']))
    .option('--defect <id>', 'switch a defect of the embedded emulator on (repeatable)', collect)
    .option('--idle', 'the key was not used for a window: no silence before the first request')
    .option('--race', 'also send a volley at once, to see whether counting is atomic')
    .option('--full', 'go through the whole schedule even when everything is settled before')
    .option('--dry-run', 'show the plan and send nothing')
    .option('--yes', 'send without asking')
    .option('--resume <events>', 'go on with an interrupted check from its events.ndjson')
    .option('--out <folder>', 'folder of the report files', 'reports/limits')
    .addHelpText('after', EXAMPLES)
    .action(async (input: string, flags: LimitFlags) => {
      const report = await check(input, flags, surroundings);
      if (report) finish(report, flags.out, surroundings);
    });
  limits
    .command('classify')
    .description('judge the log of a check again, without sending anything')
    .argument('<events>', 'events.ndjson of a check')
    .option('--out <folder>', 'folder of the report files')
    .action((file: string, flags: { out?: string }) =>
      finish(judgeLog(readText(file), surroundings.version), flags.out, surroundings),
    );
  registerLimitsLoad(limits, surroundings);
}

async function check(input: string, flags: LimitFlags, surroundings: Surroundings): Promise<LimitReport | undefined> {
  const { terminal } = surroundings;
  const address = addressOf(input, flags);
  const raw = rawFlags({
    ...(flags.env && !address ? { env: flags.env } : {}),
    ...pick(flags),
    ...(address ? { url: address.origin } : {}),
  });
  const sources = { cwd: process.cwd(), env: process.env };
  const config = withOtherKey(await resolveConfig(input, raw, sources), flags, sources);
  redactorFor(config, terminal.redactor);
  const time = flags.time ?? (config.emulator ? 'virtual' : 'real');
  const options = optionsOf(flags, time, address);
  const shown = { ...options, version: surroundings.version, redactor: terminal.redactor };
  if (time === 'virtual') {
    const go = (ready: ResolvedConfig, virtual: VirtualTarget) =>
      send(ready, { ...shown, virtual, idle: true }, flags, surroundings);
    return config.emulator ? withVirtualEmulator(config, go) : go(config, { clock: manualClock() });
  }
  return withEmulator(
    config,
    (ready) =>
      send(ready, { ...shown, idle: shown.idle === true || config.emulator !== undefined }, flags, surroundings),
    time === 'scaled' ? scaledLimit(config, options) : undefined,
  );
}

const OTHER = 'other';

/** The second key that was given by its headers, as an identity of its own. */
function withOtherKey(config: ResolvedConfig, flags: LimitFlags, sources: SecretSources): ResolvedConfig {
  const { otherHeader, otherIdentity } = flags;
  if (!otherHeader) return config;
  if (otherIdentity)
    throw new AssayError('usage', 'bad-flag', '--other-header and --other-identity both name another key. Give one.');
  return { ...config, identities: { ...config.identities, [OTHER]: identityOfHeaders(otherHeader, sources) } };
}

/** An address that is no description: probed as it stands. */
function addressOf(input: string, flags: LimitFlags): URL | undefined {
  if (flags.url || !/^https?:\/\//i.test(input) || !URL.canParse(input)) return undefined;
  const address = new URL(input);
  return /\.(ya?ml|json)$/.test(address.pathname) ? undefined : address;
}

function pick({ url, header, mode, defect }: LimitFlags): RunFlags {
  return {
    ...(url ? { url } : {}),
    ...(header ? { header } : {}),
    ...(mode ? { mode } : {}),
    ...(defect ? { defect } : {}),
  };
}

function optionsOf(
  flags: LimitFlags,
  time: LimitOptions['time'],
  address: URL | undefined,
): Omit<LimitOptions, 'version'> {
  const limit = flags.limit ? parseRate(flags.limit) : undefined;
  const status = flags.status ? Number(flags.status) : undefined;
  if (status !== undefined && !(Number.isInteger(status) && status >= 400 && status < 600))
    throw new AssayError('usage', 'bad-flag', `--status takes a status from 400 to 599, not "${flags.status}".`);
  return {
    time,
    calledSandbox: flags.env === 'sandbox',
    idle: flags.idle === true,
    race: flags.race === true,
    full: flags.full === true,
    ...(limit ? { limit } : {}),
    ...(flags.algorithm ? { algorithm: flags.algorithm } : {}),
    ...(flags.per ? { per: flags.per } : {}),
    ...(status ? { status } : {}),
    ...(flags.operation ? { operation: flags.operation } : {}),
    ...(flags.otherHeader ? { otherIdentity: OTHER } : {}),
    ...(flags.otherIdentity ? { otherIdentity: flags.otherIdentity } : {}),
    ...(address ? { address } : {}),
    ...(flags.resume ? { resume: readText(flags.resume) } : {}),
  };
}

async function send(
  config: ResolvedConfig,
  options: LimitOptions,
  flags: LimitFlags,
  { terminal }: Surroundings,
): Promise<LimitReport | undefined> {
  redactorFor(config, terminal.redactor);
  const progress = createLimitProgress(terminal, options.virtual?.clock);
  let log: number | undefined;
  let dry = false;
  let release: (() => void) | undefined;
  const stop = new AbortController();
  const interrupt = () =>
    stop.abort(
      new AssayError(
        'usage',
        'limit-interrupted',
        `The check was interrupted. Go on with --resume ${join(flags.out, 'events.ndjson')}.`,
      ),
    );
  process.once('SIGINT', interrupt);
  try {
    return await checkLimit(config, {
      ...options,
      signal: stop.signal,
      confirm: async (plan, prepared) => {
        terminal.say(planText(plan, prepared));
        dry = flags.dryRun === true;
        if (dry) return false;
        const agreed =
          flags.yes === true ||
          options.time === 'virtual' ||
          flags.resume !== undefined ||
          (await asked(terminal.interactive));
        if (!agreed) return false;
        // An embedded emulator is this process's own, and virtual time disturbs nobody.
        if (options.time !== 'virtual' && !config.emulator) release = lockTarget(prepared.target);
        log = openLog(flags.out);
        return agreed;
      },
      onEvent: (event) => {
        if (log !== undefined) writeSync(log, `${terminal.redactor.text(JSON.stringify(event))}\n`);
        progress.event(event);
      },
    });
  } catch (error) {
    if (dry) return undefined;
    throw error;
  } finally {
    process.off('SIGINT', interrupt);
    if (log !== undefined) closeSync(log);
    release?.();
  }
}

/** Without a terminal nobody can be asked, and nothing is sent. */
async function asked(interactive: boolean): Promise<boolean> {
  if (!interactive || process.stdin.isTTY !== true) return false;
  return confirmed('Send this?', { input: process.stdin, output: process.stderr });
}

function openLog(folder: string): number {
  try {
    mkdirSync(folder, { recursive: true });
    return openSync(join(folder, 'events.ndjson'), 'w');
  } catch (error) {
    throw new AssayError(
      'usage',
      'out-not-writable',
      `The log cannot be written to ${folder}: ${messageOf(error)}. Give a writable folder with --out.`,
      { cause: error },
    );
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new AssayError(
      'usage',
      'limit-log',
      `${file} cannot be read: ${messageOf(error)}. Give the events.ndjson that \`assay limits\` wrote.`,
      { cause: error },
    );
  }
}

function finish(report: LimitReport, folder: string | undefined, surroundings: Surroundings): void {
  const { terminal } = surroundings;
  if (folder) {
    mkdirSync(folder, { recursive: true });
    const files = [limitReporters.html, limitReporters.junit, limitReporters.json].map(({ fileName, render }) => {
      writeFileSync(join(folder, fileName), terminal.redactor.text(render(report)));
      return join(folder, fileName);
    });
    terminal.say(`reports: ${files.join(', ')}`);
  }
  terminal.print(limitReporters.console.render(report, terminal));
  surroundings.exitCode = report.result.exitCode;
}

const EXAMPLES = `
Examples:
  $ assay limits npq-registration/v3
  $ assay limits npq-registration/v3 --env sandbox --dry-run
  $ assay limits http://127.0.0.1:8080/ping --limit 100/10s --algorithm rolling -H 'Authorization: env:TOKEN' --yes
  $ assay limits classify reports/limits/events.ndjson`;
