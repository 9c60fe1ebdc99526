import { type LiteralType, type PathAst, PathSyntaxError } from './ast.ts';
import { type Token, tokenize } from './lexer.ts';

/** Binding power of each binary operator; higher binds tighter (FHIRPath 2.0, section 8, precedence). */
const POWER: Readonly<Record<string, number>> = {
  implies: 1,
  or: 2,
  xor: 2,
  and: 3,
  in: 4,
  contains: 4,
  '=': 5,
  '!=': 5,
  '~': 5,
  '!~': 5,
  '<': 6,
  '>': 6,
  '<=': 6,
  '>=': 6,
  '|': 7,
  is: 8,
  as: 8,
  '+': 9,
  '-': 9,
  '&': 9,
  '*': 10,
  '/': 10,
  div: 10,
  mod: 10,
};
const UNITS = new Set(
  ['year', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'].flatMap((unit) => [unit, `${unit}s`]),
);
const MAX_DEPTH = 200;

/** Parse an expression; throws a PathSyntaxError that names the offset. */
export function parsePath(source: string): PathAst {
  const parser = new PathParser(tokenize(source));
  return parser.whole();
}

class PathParser {
  private position = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  whole(): PathAst {
    const ast = this.expression(0);
    const rest = this.peek();
    if (rest.kind !== 'end') throw new PathSyntaxError(`Unexpected '${rest.text}'`, rest.at);
    return ast;
  }

  private peek(): Token {
    return this.tokens[this.position] ?? { kind: 'end', text: '', at: 0 };
  }

  private next(): Token {
    const token = this.peek();
    this.position++;
    return token;
  }

  private isSymbol(text: string): boolean {
    const token = this.peek();
    return token.kind === 'symbol' && token.text === text;
  }

  private expect(text: string): void {
    const token = this.next();
    if (token.kind !== 'symbol' || token.text !== text)
      throw new PathSyntaxError(`Expected '${text}' but found '${token.text}'`, token.at);
  }

  private expression(power: number): PathAst {
    if (++this.depth > MAX_DEPTH) throw new PathSyntaxError('The expression is nested too deeply', this.peek().at);
    let left = this.prefix();
    for (;;) {
      const token = this.peek();
      const operator =
        (token.kind === 'symbol' || token.kind === 'name') && !token.quoted ? POWER[token.text] : undefined;
      if (operator === undefined || operator <= power) break;
      this.next();
      if (token.text === 'is' || token.text === 'as')
        left = { kind: 'type', op: token.text, left, type: this.typeSpecifier() };
      else left = { kind: 'binary', op: token.text, left, right: this.expression(operator) };
    }
    this.depth--;
    return left;
  }

  private prefix(): PathAst {
    const token = this.peek();
    if (token.kind === 'symbol' && (token.text === '-' || token.text === '+')) {
      this.next();
      return { kind: 'unary', op: token.text, operand: this.expression(10) };
    }
    return this.postfix(this.term());
  }

  private postfix(start: PathAst): PathAst {
    let left = start;
    for (;;) {
      if (this.isSymbol('.')) {
        this.next();
        left = { kind: 'dot', left, right: this.invocation() };
      } else if (this.isSymbol('[')) {
        this.next();
        const index = this.expression(0);
        this.expect(']');
        left = { kind: 'indexer', left, index };
      } else return left;
    }
  }

  private term(): PathAst {
    const token = this.peek();
    if (token.kind === 'symbol' && token.text === '(') {
      this.next();
      const inner = this.expression(0);
      this.expect(')');
      return inner;
    }
    if (token.kind === 'symbol' && token.text === '{') {
      this.next();
      this.expect('}');
      return { kind: 'empty' };
    }
    if (token.kind === 'string') {
      this.next();
      return { kind: 'literal', type: 'String', value: token.text };
    }
    if (token.kind === 'number') return this.numeric();
    if (token.kind === 'temporal') {
      this.next();
      return { kind: 'literal', type: temporalType(token.text), value: token.text.slice(1) };
    }
    if (token.kind === 'variable') {
      this.next();
      return { kind: 'variable', name: token.text };
    }
    if (token.kind === 'name' && !token.quoted && (token.text === 'true' || token.text === 'false')) {
      this.next();
      return { kind: 'literal', type: 'Boolean', value: token.text === 'true' };
    }
    return this.invocation();
  }

  private numeric(): PathAst {
    const token = this.next();
    const after = this.peek();
    const value = Number(token.text);
    if (after.kind === 'string') {
      this.next();
      return { kind: 'literal', type: 'Quantity', value, unit: after.text };
    }
    if (after.kind === 'name' && UNITS.has(after.text)) {
      this.next();
      return { kind: 'literal', type: 'Quantity', value, unit: after.text.replace(/s$/, '') };
    }
    return { kind: 'literal', type: token.text.includes('.') ? 'Decimal' : 'Integer', value };
  }

  private invocation(): PathAst {
    const token = this.next();
    if (token.kind === 'special') {
      if (token.text === '$this') return { kind: 'this' };
      return { kind: token.text === '$index' ? 'index-variable' : 'total' };
    }
    if (token.kind !== 'name') throw new PathSyntaxError(`Expected a name but found '${token.text}'`, token.at);
    if (!this.isSymbol('(')) return { kind: 'member', name: token.text };
    this.next();
    const args: PathAst[] = [];
    while (!this.isSymbol(')')) {
      args.push(this.expression(0));
      if (!this.isSymbol(',')) break;
      this.next();
    }
    this.expect(')');
    return { kind: 'call', name: token.text, args };
  }

  private typeSpecifier(): string {
    let name = this.next().text;
    while (this.isSymbol('.')) {
      this.next();
      name += `.${this.next().text}`;
    }
    return name;
  }
}

function temporalType(text: string): LiteralType {
  if (text.startsWith('@T')) return 'Time';
  return text.includes('T') ? 'DateTime' : 'Date';
}
