import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResolvedConfig } from '../../../src/config/resolved-config.ts';
import type { InvocationFlags } from '../../../src/model/run-report.ts';
import { commandFor } from '../../../src/run/command.ts';

/** Only what a command is made of. */
const configOf = (input: string, flags: InvocationFlags, seed = 1) =>
  ({ invocation: { input, flags }, seed }) as unknown as ResolvedConfig;

/** The words that a real shell makes of a command line. */
function words(command: string): string[] {
  const script = `assay() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('the command that repeats a run', () => {
  it('is plain where nothing needs quotes', () => {
    expect(commandFor(configOf('npq-registration/v3', { env: 'sandbox', rate: '1000/5m' }, 7))).toBe(
      'assay run npq-registration/v3 --env sandbox --rate 1000/5m --seed 7',
    );
  });

  it('has every flag in its place', () => {
    const flags = {
      url: 'http://127.0.0.1:1/?a=b&c',
      headers: ['X-Key: env:K', 'B: file:/a b'],
      mode: 'clean',
      defects: ['D1', 'D2'],
    };
    expect(words(commandFor(configOf('api.yaml', flags)))).toEqual([
      ...['run', 'api.yaml', '--url', flags.url, '-H', 'X-Key: env:K', '-H', 'B: file:/a b'],
      ...['--mode', 'clean', '--defect', 'D1', '--defect', 'D2', '--seed', '1'],
    ]);
  });

  it('reaches the program unharmed through a shell, whatever is in it', () => {
    const hostile = fc.string({ unit: fc.constantFrom(...'ab \'"$`\\!*?~#;&|<>(){}[]\n\t-=%ü'), maxLength: 12 });
    fc.assert(
      fc.property(hostile, hostile, (input, header) => {
        expect(words(commandFor(configOf(input, { headers: [header] })))).toEqual([
          'run',
          input,
          '-H',
          header,
          '--seed',
          '1',
        ]);
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});
