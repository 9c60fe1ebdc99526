import type { PathAst } from './ast.ts';

/** Functions that are true of nothing. */
const TRUE_OF_NOTHING = new Set(['empty', 'all', 'isDistinct', 'allTrue', 'allFalse']);

/** The member whose absence makes an expression true, so that it need not be evaluated; undefined when there is none. */
export function vacuousWithout(ast: PathAst): string | undefined {
  if (ast.kind === 'dot' && ast.right.kind === 'call') {
    if (TRUE_OF_NOTHING.has(ast.right.name)) return leading(ast.left);
    if (ast.right.name === 'not') return existing(ast.left);
  }
  if (ast.kind === 'binary' && ast.op === 'implies') return existing(ast.left);
  if (ast.kind === 'binary' && ast.op === 'or') return vacuousWithout(ast.left) ?? vacuousWithout(ast.right);
  return undefined;
}

/** The leading member of `member....exists()`. */
function existing(ast: PathAst): string | undefined {
  return ast.kind === 'dot' && ast.right.kind === 'call' && ast.right.name === 'exists' ? leading(ast.left) : undefined;
}

/** The first member of a chain of members and functions that give nothing for nothing. */
function leading(ast: PathAst): string | undefined {
  if (ast.kind === 'member') return /^[a-z]/.test(ast.name) ? ast.name : undefined;
  if (ast.kind !== 'dot') return undefined;
  const { right } = ast;
  return right.kind === 'member' || (right.kind === 'call' && STRICT.has(right.name)) ? leading(ast.left) : undefined;
}
const STRICT = new Set([
  'where',
  'select',
  'ofType',
  'as',
  'first',
  'last',
  'tail',
  'descendants',
  'children',
  'repeat',
  'trace',
]);
