import { existsSync, readdirSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { AssayError } from '../../kernel/error.ts';

/** A file to validate. */
export interface SourceFile {
  readonly path: string;
  /** As shown to people: relative to the working folder when it lies below that. */
  readonly name: string;
  /** True when it was named itself: then it must hold a resource; files found in folders may be something else. */
  readonly named: boolean;
}

const EXTENSIONS = /\.(?:json|xml|ndjson|jsonl)$/i;

/**
 * The files behind files, folders and globs (`*` within a folder, `**` across folders, `?`), each once: sorted within an input. Folders give
 * `.json`, `.xml`, `.ndjson` and `.jsonl`; hidden files and node_modules are passed over. Fails with usage error `input-not-found`.
 */
export function findFiles(inputs: readonly string[], cwd: string): SourceFile[] {
  const files = new Map<string, SourceFile>();
  for (const input of inputs) {
    for (const file of filesOf(input, cwd)) if (!files.has(file.path)) files.set(file.path, file);
  }
  return [...files.values()];
}

function filesOf(input: string, cwd: string): SourceFile[] {
  const path = resolve(cwd, input);
  const source = (at: string, named: boolean) => {
    const shown = relative(cwd, at);
    return { path: at, name: shown.startsWith('..') ? at : shown, named };
  };
  if (existsSync(path))
    return statSync(path).isDirectory() ? below(path).map((at) => source(at, false)) : [source(path, true)];
  if (/[*?]/.test(input)) {
    const pattern = globPattern(path.split(sep).join('/'));
    const found = below(fixedPart(path)).filter((at) => pattern.test(at.split(sep).join('/')));
    if (found.length > 0) return found.map((at) => source(at, false));
  }
  throw new AssayError('usage', 'input-not-found', `There is no file, folder or match for ${input}.`);
}

/** The folder before the first wildcard. */
function fixedPart(path: string): string {
  const segments = path.split(sep);
  const first = segments.findIndex((segment) => /[*?]/.test(segment));
  return segments.slice(0, first).join(sep) || sep;
}

function below(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const found: string[] = [];
  const open = [folder];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    for (const entry of readdirSync(here, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (entry.isDirectory()) open.push(resolve(here, entry.name));
      else if (entry.isFile() && EXTENSIONS.test(entry.name)) found.push(resolve(here, entry.name));
    }
  }
  return found.sort();
}

function globPattern(glob: string): RegExp {
  const parts = glob.split(/(\*\*\/|\*\*|\*|\?)/).map((part) => {
    if (part === '**/') return '(?:[^/]+/)*';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}
