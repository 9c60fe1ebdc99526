import { createReadStream, readFileSync, statSync } from 'node:fs';
import type { SourceFile } from './find-files.ts';

/** One text to validate, with the name that it goes by: the file, or the file and its line. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
}

/**
 * The texts of a file: one, or for `.ndjson` and `.jsonl` one a line, streamed so that memory does not grow with the file. A text longer than
 * `maxCharacters` is cut one character beyond, so that the validator refuses it.
 */
export async function* readTexts(file: SourceFile, maxCharacters: number): AsyncGenerator<SourceText> {
  if (/\.(?:ndjson|jsonl)$/i.test(file.path)) yield* readLines(file, maxCharacters);
  else if (statSync(file.path).size > maxCharacters * 4) yield { name: file.name, text: ' '.repeat(maxCharacters + 1) };
  else yield { name: file.name, text: readFileSync(file.path, 'utf8') };
}

async function* readLines({ path, name }: SourceFile, maxCharacters: number): AsyncGenerator<SourceText> {
  let line = 1;
  let parts: string[] = [];
  let length = 0;
  const add = (part: string) => {
    const room = maxCharacters + 1 - length;
    if (room <= 0 || part === '') return;
    parts.push(part.length > room ? part.slice(0, room) : part);
    length += Math.min(part.length, room);
  };
  const take = () => {
    const text = parts.join('');
    parts = [];
    length = 0;
    return { name: `${name}:${line++}`, text };
  };
  for await (const chunk of createReadStream(path, { encoding: 'utf8' }) as AsyncIterable<string>) {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
      add(chunk.slice(start, end));
      start = end + 1;
      const taken = take();
      if (taken.text.trim() !== '') yield taken;
    }
    add(chunk.slice(start));
  }
  const last = take();
  if (last.text.trim() !== '') yield last;
}
