import type { Command } from 'commander';
import { resolveConfig } from '../../config/resolve.ts';
import { bodyText, type Exchange, responseOf } from '../../model/exchange.ts';
import { EXIT } from '../../run/exit.ts';
import { redactorFor } from '../../run/redactor.ts';
import { findFinding, type Replayed, replay } from '../../run/replay.ts';
import { withEmulator } from '../emulation.ts';
import { readReport } from '../read-report.ts';
import { type RunFlags, rawFlags, targetFlags } from '../run-flags.ts';
import type { Surroundings } from '../surroundings.ts';

/** `assay replay`: send the smallest case of one finding again. */
export function registerReplay(program: Command, surroundings: Surroundings): void {
  targetFlags(program.command('replay'))
    .description('send the smallest case of a finding again; exit code 1 when it shows again, 0 when it does not')
    .argument('<finding>', 'fingerprint, or the beginning of it')
    .option('--from <folder>', 'folder of the report that holds the finding', 'reports/latest')
    .option('--input <input>', 'suite or document to replay against (default: that of the report)')
    .addHelpText('after', '\nExamples:\n  $ assay replay 3f2a91c07b1d\n  $ assay replay 3f2a --from reports/sandbox')
    .action(async (fingerprint: string, flags: RunFlags & { from: string; input?: string }) => {
      const { from, input, ...runFlags } = flags;
      const report = readReport(from, '--from');
      const finding = findFinding(report, fingerprint);
      const invocation =
        report.invocations.find(({ operations }) => operations.includes(finding.operation)) ?? report.invocations[0];
      const again = { ...invocation?.flags, ...rawFlags(runFlags) };
      const config = await resolveConfig(input ?? invocation?.input ?? report.run.suite, again, {
        cwd: process.cwd(),
        env: process.env,
      });
      const replayed = await withEmulator(config, (ready) =>
        replay(ready, finding, {
          version: surroundings.version,
          redactor: redactorFor(ready, surroundings.terminal.redactor),
        }),
      );
      surroundings.terminal.print(renderReplay(replayed));
      surroundings.exitCode = replayed.shown
        ? EXIT.findings
        : replayed.trace.some((exchange) => responseOf(exchange))
          ? EXIT.conformant
          : EXIT.inconclusive;
    });
}

function renderReplay({ finding, shown, trace, messages }: Replayed): string {
  return [
    `${finding.fingerprint}  ${finding.check}  ${finding.operation}`,
    finding.message,
    '',
    ...trace.flatMap(renderExchange),
    shown ? 'Shown again.' : 'Not shown this time.',
    ...messages.map((message) => `  ${message}`),
  ].join('\n');
}

function renderExchange(exchange: Exchange): string[] {
  const { request } = exchange;
  const response = responseOf(exchange);
  const answer = exchange.result.kind === 'no-response' ? [`< no response: ${exchange.result.message}`] : [];
  return [
    `> ${request.method} ${request.url}`,
    ...request.headers.map(([name, value]) => `> ${name}: ${value}`),
    ...(request.body
      ? [
          '>',
          ...bodyText(request)
            .split('\n')
            .map((line) => `> ${line}`),
        ]
      : []),
    ...answer,
    ...(response
      ? [
          `< ${response.status}`,
          ...response.headers.map(([name, value]) => `< ${name}: ${value}`),
          '<',
          ...bodyText(response)
            .slice(0, 2_000)
            .split('\n')
            .map((line) => `< ${line}`),
        ]
      : []),
    '',
  ];
}
