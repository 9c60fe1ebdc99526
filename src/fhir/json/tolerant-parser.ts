import type { Json } from '../../kernel/json.ts';

/** Where a JSON value stands in its text, with its parts. */
export interface Spot {
  readonly start: number;
  readonly members?: Map<string, Spot>;
  readonly items?: Spot[];
  /** The number as it was written. */
  readonly raw?: string;
}

/** A breach of the JSON grammar (RFC 8259) or a duplicate member, at an offset and under a container. */
export interface JsonProblem {
  readonly rule: string;
  readonly message: string;
  readonly at: number;
  readonly tokens: readonly (string | number)[];
  /** The standard that is breached, where it is not that of JSON. */
  readonly clause?: string;
}

/** Text that is nested more deeply than the limit. */
export class NestingError extends Error {}

/** A backslash, a quote or a control character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings may not hold them, so they are looked for.
const NEEDS_CARE = /[\\"\u0000-\u001f]/;
const WORD = /[^\s,:[\]{}"']+/y;
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** Reads JSON with positions and goes on after comments, missing or extra commas and missing quotes, noting each. */
export class TolerantParser {
  readonly problems: JsonProblem[] = [];
  private at = 0;
  private readonly tokens: (string | number)[] = [];
  private readonly text: string;
  private readonly maxDepth: number;

  constructor(text: string, maxDepth: number) {
    this.text = text;
    this.maxDepth = maxDepth;
  }

  /** The value and its positions; undefined when the text holds no value. Throws a NestingError. */
  parse(): { value: Json; spot: Spot } | undefined {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    this.space();
    if (this.at >= this.text.length) {
      this.problem('json-syntax', 'The text is empty');
      return undefined;
    }
    const parsed = this.value();
    this.space();
    if (this.at < this.text.length) this.problem('json-syntax', 'There is text after the end of the JSON value');
    return parsed;
  }

  private problem(rule: string, message: string, at = this.at): void {
    if (this.problems.length < 100) this.problems.push({ rule, message, at, tokens: [...this.tokens] });
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 32 || code === 10 || code === 13 || code === 9) this.at++;
      else if (code === 47 && this.comment()) continue;
      else return;
    }
  }

  private comment(): boolean {
    const next = this.text.charAt(this.at + 1);
    if (next !== '/' && next !== '*') return false;
    this.problem('json-comment', 'Comments are not allowed in JSON');
    const end = next === '/' ? this.text.indexOf('\n', this.at) : this.text.indexOf('*/', this.at + 2);
    this.at = end < 0 ? this.text.length : end + (next === '/' ? 1 : 2);
    return true;
  }

  private value(): { value: Json; spot: Spot } {
    if (this.tokens.length > this.maxDepth) throw new NestingError(`nested deeper than ${this.maxDepth}`);
    const start = this.at;
    switch (this.text.charAt(start)) {
      case '{':
        return this.object(start);
      case '[':
        return this.array(start);
      case '"':
        return { value: this.string('"'), spot: { start } };
      default:
        return this.word(start);
    }
  }

  private object(start: number): { value: Json; spot: Spot } {
    const entries = new Map<string, Json>();
    const members = new Map<string, Spot>();
    this.at++;
    let comma = true;
    for (;;) {
      this.space();
      const char = this.text.charAt(this.at);
      if (char === '}' || char === '' || char === ']') {
        if (char !== '}') this.problem('json-syntax', 'The object is not closed');
        if (comma && entries.size > 0) this.problem('json-comma', 'There is an extra comma at the end of the object');
        if (char !== ']') this.at++;
        break;
      }
      if (!comma) this.problem('json-comma', 'A comma is missing between two members');
      comma = false;
      if (!this.member(entries, members)) break;
      this.space();
      if (this.text.charAt(this.at) === ',') {
        this.at++;
        comma = true;
      }
    }
    return { value: Object.fromEntries(entries) as Json, spot: { start, members } };
  }

  private member(entries: Map<string, Json>, members: Map<string, Spot>): boolean {
    const start = this.at;
    const char = this.text.charAt(start);
    let name: string;
    if (char === '"') name = this.string('"');
    else {
      name = char === "'" ? this.string("'") : this.bareWord();
      if (name === '') {
        this.problem('json-syntax', `Unexpected character '${char}'`);
        this.at++;
        return this.at < this.text.length;
      }
      this.problem('json-quotes', `The name of the member '${name}' has no double quotes`, start);
    }
    this.space();
    if (this.text.charAt(this.at) !== ':')
      this.problem('json-syntax', `A colon is missing after the member name '${name}'`);
    else this.at++;
    this.space();
    const duplicate = entries.has(name);
    if (duplicate) this.problem('json-duplicate', `The member '${name}' occurs more than once`, start);
    this.tokens.push(name);
    const { value, spot } = this.value();
    this.tokens.pop();
    if (!duplicate) {
      entries.set(name, value);
      members.set(name, spot);
    }
    return true;
  }

  private array(start: number): { value: Json; spot: Spot } {
    const values: Json[] = [];
    const items: Spot[] = [];
    this.at++;
    let comma = true;
    for (;;) {
      this.space();
      const char = this.text.charAt(this.at);
      if (char === ']' || char === '' || char === '}') {
        if (char !== ']') this.problem('json-syntax', 'The array is not closed');
        if (comma && values.length > 0) this.problem('json-comma', 'There is an extra comma at the end of the array');
        if (char !== '}') this.at++;
        break;
      }
      if (!comma) this.problem('json-comma', 'A comma is missing between two items');
      const before = this.at;
      this.tokens.push(values.length);
      const { value, spot } = this.value();
      this.tokens.pop();
      values.push(value);
      items.push(spot);
      if (this.at === before) this.at++;
      this.space();
      comma = this.text.charAt(this.at) === ',';
      if (comma) this.at++;
    }
    return { value: values, spot: { start, items } };
  }

  private bareWord(): string {
    WORD.lastIndex = this.at;
    const word = WORD.exec(this.text)?.[0] ?? '';
    this.at += word.length;
    return word;
  }

  private word(start: number): { value: Json; spot: Spot } {
    if (this.text.charAt(start) === "'") {
      this.problem('json-quotes', 'A string is in single quotes');
      return { value: this.string("'"), spot: { start } };
    }
    const word = this.bareWord();
    if (word === 'true' || word === 'false') return { value: word === 'true', spot: { start } };
    if (word === 'null') return { value: null, spot: { start } };
    if (NUMBER.test(word)) return { value: Number(word), spot: { start, raw: word } };
    if (word === '') this.problem('json-syntax', 'A value is missing');
    else if (/^[-+.]?[0-9]/.test(word)) this.problem('json-number', `'${word}' is not a JSON number`, start);
    else this.problem('json-quotes', `The value '${word}' has no quotes`, start);
    return { value: word === '' ? null : word, spot: { start } };
  }

  private string(quote: string): string {
    const start = this.at++;
    for (;;) {
      const end = this.text.indexOf(quote, this.at);
      if (end < 0) {
        this.problem('json-syntax', 'A string is not closed', start);
        this.at = this.text.length;
        return this.text.slice(start + 1);
      }
      let slashes = 0;
      while (this.text.charCodeAt(end - 1 - slashes) === 92) slashes++;
      this.at = end + 1;
      if (slashes % 2 === 0) return this.unescape(this.text.slice(start + 1, end), start);
    }
  }

  private unescape(body: string, start: number): string {
    if (!NEEDS_CARE.test(body)) return body;
    try {
      return JSON.parse(`"${body.replace(/(?<!\\)"/g, '\\"')}"`) as string;
    } catch {
      this.problem('json-string', 'A string holds an unescaped control character or a wrong escape', start);
      return body;
    }
  }
}
