import type { ResolvedConfig } from '../config/resolved-config.ts';

/** The command line that repeats a run; credentials by variable name, everything quoted for a POSIX shell. */
export function commandFor({ invocation, seed, shard }: ResolvedConfig): string {
  const { env, url, headers = [], mode, defects = [], rate, overlays = [], fhir } = invocation.flags;
  const words = ['assay', 'run', invocation.input];
  if (env) words.push('--env', env);
  if (url) words.push('--url', url);
  for (const header of headers) words.push('-H', header);
  if (mode) words.push('--mode', mode);
  for (const defect of defects) words.push('--defect', defect);
  if (rate) words.push('--rate', rate);
  for (const overlay of overlays) words.push('--overlay', overlay);
  if (fhir) words.push('--fhir', fhir);
  const { budget, propertyRuns, timeout, gate, undeclaredMethods } = invocation.flags;
  if (budget) words.push('--budget', budget);
  if (propertyRuns) words.push('--property-runs', propertyRuns);
  if (timeout) words.push('--timeout', timeout);
  if (gate) words.push('--gate', gate);
  if (undeclaredMethods) words.push('--undeclared-methods');
  if (shard) words.push('--shard', `${shard.index}/${shard.count}`);
  return [...words, '--seed', String(seed)].map(shellWord).join(' ');
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
