import type { Json } from '../../kernel/json.ts';
import { countWritten } from './duplicates.ts';
import { extentOf, isExactly } from './extent.ts';
import { seekAll } from './seek.ts';
import { type JsonProblem, NestingError, type Spot, TolerantParser } from './tolerant-parser.ts';

/** One-based line and column in a text. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

type Tokens = readonly (string | number)[];

/** A JSON text, its value, what is wrong with it, and where things stand. */
export interface JsonDocument {
  readonly value: Json | undefined;
  readonly problems: readonly JsonProblem[];
  /** Where the values at these tokens begin, or their nearest known containers; one reading serves them all. */
  locateAll(paths: readonly Tokens[]): TextPosition[];
  position(at: number): TextPosition;
  /** True when some number may be written otherwise than JavaScript would write it. */
  readonly oddNumbers: boolean;
  /** The number at these tokens as it was written. */
  rawNumber(tokens: Tokens): string | undefined;
}

/**
 * Read JSON strictly: breaches of RFC 8259 and duplicate members become problems, never exceptions.
 * Sound text takes a fast road; positions are worked out only when they are asked for.
 */
export function readJson(text: string, maxDepth = 200): JsonDocument {
  const fast = parseFast(text, maxDepth);
  if (fast !== undefined) return documentOf(text, maxDepth, fast, []);
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

/** The value when the text is sound JSON without duplicate members and not too deep; undefined for any other. */
function parseFast(text: string, maxDepth: number): Json | undefined {
  let value: Json;
  try {
    value = JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text) as Json;
  } catch {
    return undefined;
  }
  const extent = extentOf(value, maxDepth);
  if (!extent) return undefined;
  return isExactly(text, extent) || countWritten(text, extent.members) === extent.members ? value : undefined;
}

/** A document over its text; positions come from `known`, or from a second reading when they are asked for. */
export function documentOf(
  text: string,
  maxDepth: number,
  value: Json | undefined,
  problems: readonly JsonProblem[],
  known?: Spot,
): JsonDocument {
  return new TextDocument(text, maxDepth, value, problems, known);
}

class TextDocument implements JsonDocument {
  readonly value: Json | undefined;
  readonly problems: readonly JsonProblem[];
  private readonly text: string;
  private readonly maxDepth: number;
  private readonly known: Spot | undefined;
  private root: Spot | undefined;
  private lines: number[] | undefined = undefined;
  private odd: boolean | undefined = undefined;

  constructor(
    text: string,
    maxDepth: number,
    value: Json | undefined,
    problems: readonly JsonProblem[],
    known: Spot | undefined,
  ) {
    this.text = text;
    this.maxDepth = maxDepth;
    this.value = value;
    this.problems = problems;
    this.known = known;
    this.root = known;
  }

  position(at: number): TextPosition {
    this.lines ??= lineStarts(this.text);
    const line = lowerBound(this.lines, at);
    return { line, column: at - (this.lines[line - 1] ?? 0) + 1 };
  }

  locateAll(paths: readonly Tokens[]): TextPosition[] {
    const { root, value } = this;
    if (!root && value !== undefined) return seekAll(this.text, value, paths).map((at) => this.position(at));
    return paths.map((tokens) => this.position(this.spotAt(tokens, false)?.start ?? 0));
  }

  get oddNumbers(): boolean {
    this.odd ??= this.known !== undefined || ODD_NUMBER.test(this.text);
    return this.odd;
  }

  rawNumber(tokens: Tokens): string | undefined {
    return this.spotAt(tokens, true)?.raw;
  }

  private spotAt(tokens: Tokens, exact: boolean): Spot | undefined {
    if (!this.root && this.value !== undefined) this.root = new TolerantParser(this.text, this.maxDepth).parse()?.spot;
    let spot = this.root;
    for (const token of tokens) {
      const next = typeof token === 'number' ? spot?.items?.[token] : spot?.members?.get(token);
      if (!next) return exact ? undefined : spot;
      spot = next;
    }
    return spot;
  }
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
