import { decodeUtf8 } from '../shared/body-encoding.ts';
import { count } from '../shared/naming.ts';
import { type JsonLine, jsonLines } from './json-lines.ts';
import { type Markup, markup } from './markup.ts';
import type { Limits } from './view.ts';

/** What is wrong at a place of the body. */
export interface BodyMark {
  readonly pointer: string;
  readonly note: string;
}

/** Lines around a mark that are always shown. */
const CONTEXT = 6;
/** Bytes of a body that is no text, shown in hexadecimal. */
const HEX_BYTES = 64;

/** A body for people: JSON laid out with the wrong values marked, other text as it is, bytes as hexadecimal. */
export function bodyView(body: Uint8Array, marks: readonly BodyMark[], limits: Limits): Markup {
  const text = decodeUtf8(body);
  if (text === undefined) {
    const hex = Buffer.from(body.subarray(0, HEX_BYTES)).toString('hex').replace(/../g, '$& ').trim();
    return markup`${hex}\n${left(`${count(body.length, 'byte')} that are not UTF-8 text`)}`;
  }
  const lines = jsonLines(text);
  return lines ? jsonView(lines, marks, limits) : textView(text, limits);
}

function textView(text: string, limits: Limits): Markup {
  const lines = text.split('\n');
  const shown = lines.slice(0, limits.bodyLines).join('\n');
  return markup`${shown}${lines.length > limits.bodyLines && left(`${lines.length - limits.bodyLines} more lines`)}`;
}

function jsonView(lines: readonly JsonLine[], marks: readonly BodyMark[], limits: Limits): Markup {
  const notes = new Map<number, string[]>();
  for (const { pointer, note } of marks) {
    const line = lineAt(lines, pointer);
    if (line >= 0) notes.set(line, [...(notes.get(line) ?? []), note]);
  }
  const shown = shownLines(lines.length, [...notes.keys()], limits.bodyLines);
  let previous = -1;
  const rows = shown.map((index) => {
    const gap = index - previous - 1;
    previous = index;
    const line = lines[index];
    return [gap > 0 && left(count(gap, 'line')), line ? lineView(line, notes.get(index)) : ''];
  });
  const rest = lines.length - 1 - previous;
  return markup`${rows}${rest > 0 && left(count(rest, 'line'))}`;
}

/** The line of the value, or of the nearest value around a place that is missing. */
function lineAt(lines: readonly JsonLine[], pointer: string): number {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = lines.findIndex((line) => line.pointer === at);
    if (found >= 0 || at === '') return found;
  }
}

/** All lines when they fit; else the top, and what stands around the marks. */
function shownLines(total: number, marked: readonly number[], limit: number): number[] {
  const all = Array.from({ length: total }, (_, line) => line);
  if (total <= limit) return all;
  const top = marked.length === 0 ? limit / 2 : 3;
  const near = all.filter((line) => line < top || marked.some((mark) => Math.abs(mark - line) <= CONTEXT));
  return near.slice(0, limit);
}

function lineView({ depth, label, value, tail }: JsonLine, notes: readonly string[] | undefined): Markup {
  const indent = '  '.repeat(depth);
  const key = label !== '' && markup`<span class="key">${label}</span>`;
  if (!notes) return markup`${indent}${key}${value}${tail}\n`;
  const caret = `${' '.repeat(indent.length + label.length)}▲`;
  const remarks = notes.map((note) => markup`<span class="remark">${caret} ${note}</span>\n`);
  return markup`${indent}${key}<mark>${value}</mark>${tail}\n${remarks}`;
}

function left(what: string): Markup {
  return markup`<span class="left-out">⋯ ${what} left out</span>\n`;
}
