import { PathSyntaxError } from './ast.ts';

export type TokenKind = 'name' | 'string' | 'number' | 'temporal' | 'symbol' | 'variable' | 'special' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
  /** True for an identifier in back-ticks, which is never a keyword. */
  readonly quoted?: boolean;
}

const SPACE = /(?:\s+|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)+/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /[0-9]+(?:\.[0-9]+)?/y;
const TEMPORAL =
  /@(?:T[0-9]{2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?|[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?:T(?:[0-9]{2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)/y;
const SYMBOL = /<=|>=|!=|!~|[-+*/|&.,()[\]{}=~<>]/y;
const SPECIAL = /\$(?:this|index|total)/y;
const WORDS: readonly (readonly [TokenKind, RegExp])[] = [
  ['number', NUMBER],
  ['name', NAME],
  ['temporal', TEMPORAL],
  ['special', SPECIAL],
  ['symbol', SYMBOL],
];
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };

/** Cut an expression into tokens, the last of kind `end`; throws a PathSyntaxError. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const take = (kind: TokenKind, text: string, length = text.length) => {
    tokens.push({ kind, text, at });
    at += length;
  };
  for (;;) {
    at += match(SPACE)?.length ?? 0;
    if (at >= source.length) break;
    const head = source.charAt(at);
    if (head === "'" || head === '"') {
      const { value, end } = quoted(source, at, head);
      take('string', value, end - at);
    } else if (head === '`') {
      const { value, end } = quoted(source, at, head);
      tokens.push({ kind: 'name', text: value, at, quoted: true });
      at = end;
    } else if (head === '%') takeVariable();
    else takeWord(head);
  }
  tokens.push({ kind: 'end', text: '', at: source.length });
  return tokens;

  function takeWord(head: string): void {
    for (const [kind, pattern] of WORDS) {
      const found = match(pattern);
      if (found === undefined) continue;
      take(kind, found);
      return;
    }
    throw new PathSyntaxError(`Unexpected character '${head}'`, at);
  }

  function takeVariable(): void {
    const start = at;
    at += 1;
    const head = source.charAt(at);
    if (head === '`' || head === "'" || head === '"') {
      const { value, end } = quoted(source, at, head);
      tokens.push({ kind: 'variable', text: value, at: start });
      at = end;
      return;
    }
    const name = match(/[A-Za-z_][A-Za-z0-9_-]*/y);
    if (name === undefined) throw new PathSyntaxError('A name must follow %', start);
    const plain =
      name.includes('-') && !name.startsWith('vs-') && !name.startsWith('ext-')
        ? name.slice(0, name.indexOf('-'))
        : name;
    tokens.push({ kind: 'variable', text: plain, at: start });
    at += plain.length;
  }
}

function quoted(source: string, start: number, quote: string): { value: string; end: number } {
  let value = '';
  for (let at = start + 1; at < source.length; at++) {
    const char = source.charAt(at);
    if (char === quote) return { value, end: at + 1 };
    if (char !== '\\') {
      value += char;
      continue;
    }
    at++;
    const escaped = source.charAt(at);
    if (escaped === 'u') {
      value += String.fromCharCode(Number.parseInt(source.slice(at + 1, at + 5), 16));
      at += 4;
    } else value += ESCAPES[escaped] ?? escaped;
  }
  throw new PathSyntaxError('The string is not closed', start);
}
