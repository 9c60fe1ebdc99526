import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { AssayError } from '../kernel/error.ts';
import { isJsonObject } from '../kernel/json.ts';
import { findSuiteFile, nearestSuite } from './suite-file.ts';

/** What a command was given to work on. */
export type Input =
  | { readonly kind: 'suite'; readonly file: string }
  | { readonly kind: 'document'; readonly uri: string };

/** Tell a suite or config file from a bare description. Fails with `input-not-found`, naming the nearest suite. */
export function classifyInput(input: string, cwd: string): Input {
  if (/^https?:\/\//i.test(input)) return { kind: 'document', uri: input };
  const file = findSuiteFile(input, cwd);
  if (!file) {
    const near = nearestSuite(input, cwd);
    throw new AssayError(
      'usage',
      'input-not-found',
      `${input} is neither a file (looked at ${resolve(cwd, input)}) nor a suite.${near ? ` Did you mean ${near}?` : ''} Give an OpenAPI document (path or URL), a suite's name, or a config file; \`assay list suites\` shows the suites.`,
    );
  }
  if (/\.m?[tj]s$/.test(file) || /\.(suite|config)\.\w+$/.test(file)) return { kind: 'suite', file };
  return looksLikeSuite(file) ? { kind: 'suite', file } : { kind: 'document', uri: file };
}

function looksLikeSuite(file: string): boolean {
  try {
    const text = readFileSync(file, 'utf8');
    // A description may be large, and reading it is the reader's work: most are told apart by one word at the top.
    const isJson = /^\s*\{/.test(text);
    if (!(isJson ? /"environments"\s*:/ : /^["']?environments["']?\s*:/m).test(text)) return false;
    const value: unknown = isJson ? JSON.parse(text) : parseYaml(text);
    return isJsonObject(value) && 'environments' in value;
  } catch {
    return false;
  }
}
