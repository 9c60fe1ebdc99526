/** A parsed FHIRPath expression (FHIRPath 2.0, http://hl7.org/fhirpath/N1). */
export type PathAst =
  | {
      readonly kind: 'literal';
      readonly type: LiteralType;
      readonly value: string | number | boolean;
      readonly unit?: string;
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'this' | 'index-variable' | 'total' }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly PathAst[] }
  | { readonly kind: 'dot'; readonly left: PathAst; readonly right: PathAst }
  | { readonly kind: 'indexer'; readonly left: PathAst; readonly index: PathAst }
  | { readonly kind: 'binary'; readonly op: string; readonly left: PathAst; readonly right: PathAst }
  | { readonly kind: 'unary'; readonly op: string; readonly operand: PathAst }
  | { readonly kind: 'type'; readonly op: 'is' | 'as'; readonly left: PathAst; readonly type: string };

export type LiteralType = 'Boolean' | 'String' | 'Integer' | 'Decimal' | 'Date' | 'DateTime' | 'Time' | 'Quantity';

/** An expression that is not FHIRPath; `at` is the offset in the expression. */
export class PathSyntaxError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(`${message} (at ${at + 1})`);
    this.name = 'PathSyntaxError';
    this.at = at;
  }
}
