import type { Json } from '../../kernel/json.ts';
import { seek } from './seek.ts';
import { type JsonProblem, NestingError, type Spot, TolerantParser } from './tolerant-parser.ts';

/** A JSON text, its value, what is wrong with it, and where things stand. */
export interface JsonDocument {
  readonly value: Json | undefined;
  readonly problems: readonly JsonProblem[];
  /** One-based line and column of the value at these tokens, or of its nearest known container. */
  locate(tokens: readonly (string | number)[]): { readonly line: number; readonly column: number };
  position(at: number): { readonly line: number; readonly column: number };
  /** True when some number may be written otherwise than JavaScript would write it. */
  readonly oddNumbers: boolean;
  /** The number at these tokens as it was written. */
  rawNumber(tokens: readonly (string | number)[]): string | undefined;
}

/**
 * Read JSON strictly: breaches of RFC 8259 and duplicate members become problems, never exceptions.
 * Sound text takes a fast road; positions are worked out only when they are asked for.
 */
export function readJson(text: string, maxDepth = 200): JsonDocument {
  const fast = parseFast(text, maxDepth);
  if (fast !== undefined) return documentOf(text, maxDepth, fast.value, []);
  const parser = new TolerantParser(text, maxDepth);
  try {
    const parsed = parser.parse();
    return documentOf(text, maxDepth, parsed?.value, parser.problems, parsed?.spot);
  } catch (thrown) {
    if (!(thrown instanceof NestingError)) throw thrown;
    const problem = { rule: 'json-depth', message: `The JSON is ${thrown.message}`, at: 0, tokens: [] };
    return documentOf(text, maxDepth, undefined, [...parser.problems, problem]);
  }
}

/** A number with an exponent or a fraction that ends in zero: JavaScript would write it otherwise. */
const ODD_NUMBER = /[0-9](?:\.[0-9]*0|(?:\.[0-9]+)?[eE][+-]?[0-9]+)[\s,}\]]/;

const BYTE_ORDER_MARK = 0xfeff;

/** The value when the text is sound JSON without duplicate members and not too deep. */
function parseFast(text: string, maxDepth: number): { value: Json } | undefined {
  try {
    const value = JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text) as Json;
    return countMembers(value, maxDepth) === writtenMembers(text) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** Members in the parsed value; NaN when it is nested more deeply than allowed. */
function countMembers(value: Json, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth < 0) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value)
      if (typeof item === 'object' && item !== null) count += countMembers(item as Json, depth - 1);
    return count;
  }
  for (const name in value) {
    count++;
    const item = (value as Record<string, Json>)[name];
    if (typeof item === 'object' && item !== null) count += countMembers(item, depth - 1);
  }
  return count;
}

/** Members as written in sound JSON text: strings that a colon follows. */
function writtenMembers(text: string): number {
  let count = 0;
  let open = text.indexOf('"');
  while (open >= 0) {
    let close = text.indexOf('"', open + 1);
    while (text.charCodeAt(close - 1) === 92 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
    let after = close + 1;
    let code = text.charCodeAt(after);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(++after);
    if (code === 58) count++;
    open = text.indexOf('"', after);
  }
  return count;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === 92) slashes++;
  return slashes % 2 === 1;
}

/** Positions that are sought singly before all are worked out at once. */
const FEW_SEEKS = 16;

/** A document over its text; positions come from `known`, or from a second reading when they are asked for. */
export function documentOf(
  text: string,
  maxDepth: number,
  value: Json | undefined,
  problems: readonly JsonProblem[],
  known?: Spot,
): JsonDocument {
  let root = known;
  let lines: number[] | undefined;
  let odd: boolean | undefined;
  let seeks = 0;
  const spotAt = (tokens: readonly (string | number)[], exact: boolean): Spot | undefined => {
    if (!root && value !== undefined) root = new TolerantParser(text, maxDepth).parse()?.spot;
    let spot = root;
    for (const token of tokens) {
      const next = typeof token === 'number' ? spot?.items?.[token] : spot?.members?.get(token);
      if (!next) return exact ? undefined : spot;
      spot = next;
    }
    return spot;
  };
  const position = (at: number) => {
    lines ??= lineStarts(text);
    const line = lowerBound(lines, at);
    return { line, column: at - (lines[line - 1] ?? 0) + 1 };
  };
  return {
    value,
    problems,
    position,
    locate: (tokens) => {
      if (root || seeks++ > FEW_SEEKS) return position(spotAt(tokens, false)?.start ?? 0);
      return position(seek(text, tokens).at);
    },
    get oddNumbers() {
      odd ??= known !== undefined || ODD_NUMBER.test(text);
      return odd;
    },
    rawNumber: (tokens) => spotAt(tokens, true)?.raw,
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** How many line starts are at or before `at`. */
function lowerBound(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
