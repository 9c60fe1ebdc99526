const TOKEN =
  /\s+|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/|<<!|>>!|<!|>!|<<|>>|!!<|!!>|<|>|!=|=|\^|\{\{[^{}]*\}\}|[(){}:,.*]|\[[^\]]*\]|\|[^|]*\||#?-?[0-9]+(?:\.[0-9]+)?|"[^"]*"|[A-Za-z]+/y;
const OPERATORS = new Set(['<<', '<', '<<!', '<!', '>>', '>', '>>!', '>!', '!!<', '!!>', '^']);

/** What is wrong with the grammar of a SNOMED CT expression constraint, or undefined. */
export function eclProblem(source: string): string | undefined {
  if (source.length > 20_000) return 'it is too long';
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(source)?.[0];
    if (token === undefined) return `unexpected character at ${at + 1}`;
    if (token.trim() !== '' && !token.startsWith('/*')) tokens.push(token);
  }
  const reader = { tokens, at: 0, depth: 0 };
  if (!expression(reader)) return `unexpected '${tokens[reader.at] ?? 'end'}'`;
  return reader.at < tokens.length ? `unexpected '${tokens[reader.at]}'` : undefined;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

function expression(reader: Reader): boolean {
  if (++reader.depth > 50) return false;
  if (!focus(reader)) return false;
  if (take(reader, ':') && !refinement(reader)) return false;
  while (/^(?:and|or|minus|,)$/i.test(peek(reader) ?? '')) {
    reader.at++;
    if (!focus(reader)) return false;
    if (take(reader, ':') && !refinement(reader)) return false;
  }
  reader.depth--;
  return true;
}

function focus(reader: Reader): boolean {
  while (OPERATORS.has(peek(reader) ?? '')) {
    const operator = reader.tokens[reader.at++];
    if (operator !== '^' && OPERATORS.has(peek(reader) ?? '') && peek(reader) !== '^') return false;
  }
  if (take(reader, '(')) {
    if (!expression(reader) || !take(reader, ')')) return false;
  } else if (!take(reader, '*')) {
    if (!/^[0-9]{6,18}$/.test(peek(reader) ?? '')) return false;
    reader.at++;
    if (peek(reader)?.startsWith('|')) reader.at++;
  }
  while (peek(reader)?.startsWith('{{')) reader.at++;
  while (take(reader, '.')) if (!focus(reader)) return false;
  return true;
}

function refinement(reader: Reader): boolean {
  do {
    if (peek(reader)?.startsWith('[')) reader.at++;
    if (take(reader, '{')) {
      if (!refinement(reader) || !take(reader, '}')) return false;
    } else if (take(reader, '(')) {
      if (!refinement(reader) || !take(reader, ')')) return false;
    } else if (!attribute(reader)) return false;
  } while (/^(?:and|or|,)$/i.test(peek(reader) ?? '') && reader.at++ >= 0);
  return true;
}

function attribute(reader: Reader): boolean {
  if (peek(reader)?.startsWith('[')) reader.at++;
  if (/^R$/i.test(peek(reader) ?? '')) reader.at++;
  if (!focus(reader)) return false;
  if (!/^(?:!?=|[<>])$/.test(peek(reader) ?? '')) return false;
  reader.at++;
  if (take(reader, '=')) return literal(reader);
  return literal(reader) || focus(reader);
}

function literal(reader: Reader): boolean {
  const token = peek(reader) ?? '';
  if (!token.startsWith('"') && !token.startsWith('#') && !/^(?:true|false)$/i.test(token)) return false;
  reader.at++;
  return true;
}

function peek(reader: Reader): string | undefined {
  return reader.tokens[reader.at];
}

function take(reader: Reader, token: string): boolean {
  if (peek(reader) !== token) return false;
  reader.at++;
  return true;
}
