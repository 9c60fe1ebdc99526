import type { Terminal } from './terminal.ts';

/** What every command is given. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly version: string;
  /** Set by a command that ends with another code than 0. */
  exitCode: number;
}
