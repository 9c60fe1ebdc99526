import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AssayError, messageOf } from '../kernel/error.ts';
import type { Credential } from '../model/target.ts';

/** Where secrets may come from: never the command line itself. */
export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that the paths of credential files start from. */
  readonly cwd: string;
}

/** The secret behind `env:VAR` or `file:PATH`; undefined when the variable is unset or empty. An unreadable file fails with `secret-file`. */
export function secretFrom(source: { env: string } | { file: string }, sources: SecretSources): Credential | undefined {
  if ('env' in source) {
    const value = sources.env[source.env];
    return value ? { name: source.env, value } : undefined;
  }
  try {
    const value = readFileSync(resolve(sources.cwd, source.file), 'utf8').trim();
    return value ? { name: variableName(source.file), value } : undefined;
  } catch (error) {
    throw new AssayError(
      'config',
      'secret-file',
      `The credential file ${source.file} cannot be read (${messageOf(error)}). Give the path of a readable file that holds the secret alone.`,
      { cause: error },
    );
  }
}

/** A header flag `Name: env:VAR` or `Name: file:PATH`. A literal value fails with `secret-in-argv`. */
export function parseHeaderFlag(flag: string): { parameter: string; source: { env: string } | { file: string } } {
  const match = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*(?:(env|file):(\S.*?))\s*$/.exec(flag);
  if (!match) {
    const name = /^\s*([\w-]+)\s*:/.exec(flag)?.[1] ?? 'Name';
    throw new AssayError(
      'usage',
      'secret-in-argv',
      `-H takes the place of the secret, never the secret itself: -H '${name}: env:VARIABLE' or -H '${name}: file:PATH'. Values on a command line can be read by every process of the machine.`,
    );
  }
  const [, parameter = '', kind, place = ''] = match;
  return { parameter, source: kind === 'env' ? { env: place } : { file: place } };
}

/** The name shown for a secret that came from a file: its base name as a shell variable. */
function variableName(path: string): string {
  const base = path.split(/[\\/]/).at(-1) ?? 'SECRET';
  return base.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}
