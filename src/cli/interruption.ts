const EXIT_OF_SIGNAL = { SIGINT: 130, SIGTERM: 143 } as const;

/** The user or the system ended the command: no error and no verdict. The exit code is the shell's own, 128 and the signal's number. */
export class Interruption extends Error {
  readonly exitCode: number;

  constructor(signal: keyof typeof EXIT_OF_SIGNAL) {
    super(`stopped by ${signal} before the end; no report was written`);
    this.name = 'Interruption';
    this.exitCode = EXIT_OF_SIGNAL[signal];
  }
}

/** Work that Ctrl-C or a termination signal ends in good order: its signal is aborted with an `Interruption`. A second one kills at once. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const onInterrupt = () => stop.abort(new Interruption('SIGINT'));
  const onTerminate = () => stop.abort(new Interruption('SIGTERM'));
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onTerminate);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onTerminate);
  }
}
