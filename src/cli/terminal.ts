import { createRedactor, type Redactor } from '../kernel/redaction.ts';

/** Where a command talks: results to stdout, talk to stderr; everything passes one redactor. */
export interface Terminal {
  /** A result, to stdout. */
  print(text: string): void;
  /** Talk, to stderr. */
  say(text: string): void;
  /** A line that replaces the previous one, on an interactive stderr only. */
  status(text: string): void;
  readonly colour: boolean;
  readonly width: number;
  readonly interactive: boolean;
  /** Every secret that must not be written; commands teach it theirs. */
  readonly redactor: Redactor;
}

/** The process's own terminal; no colour without a terminal or with `NO_COLOR`. */
export function processTerminal(): Terminal {
  const redactor = createRedactor();
  const { stdout, stderr, env } = process;
  const interactive = stderr.isTTY === true && env['CI'] === undefined;
  // A reader that has seen enough (`assay list | head`) is no error.
  for (const stream of [stdout, stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  let statusShown = false;
  const clear = () => {
    if (statusShown) stderr.write('\r\u001b[2K');
    statusShown = false;
  };
  return {
    redactor,
    interactive,
    colour: stdout.isTTY === true && env['NO_COLOR'] === undefined,
    width: Math.max(60, Math.min(stdout.columns ?? 100, 140)),
    print: (text) => {
      clear();
      stdout.write(`${redactor.text(text)}\n`);
    },
    say: (text) => {
      clear();
      stderr.write(`${redactor.text(text)}\n`);
    },
    status: (text) => {
      if (!interactive) return;
      stderr.write(`\r\u001b[2K${redactor.text(text).slice(0, (stderr.columns ?? 100) - 1)}`);
      statusShown = true;
    },
  };
}
