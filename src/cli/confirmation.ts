import { createInterface } from 'node:readline/promises';

/** Where a question is asked; by default the process's own terminal. */
export interface Dialogue {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Ask a question that only `y` or `yes` answers with yes; the end of the input is no. */
export async function confirmed(question: string, { input, output }: Dialogue): Promise<boolean> {
  const lines = createInterface({ input, output });
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    const answer = await Promise.race([lines.question(`${question} [y/N] `), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
