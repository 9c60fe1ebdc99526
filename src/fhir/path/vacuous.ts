import type { PathAst } from './ast.ts';

/** Functions that are true of nothing. */
const TRUE_OF_NOTHING = new Set(['empty', 'all', 'isDistinct', 'allTrue', 'allFalse']);
/** Functions that are false of nothing. */
const FALSE_OF_NOTHING = new Set(['exists', 'hasValue', 'anyTrue', 'anyFalse']);

/** The members of which any one's absence makes an expression true, so that it need not be evaluated. */
export function vacuousWithout(ast: PathAst): readonly string[] {
  if (ast.kind === 'dot' && ast.right.kind === 'call') {
    if (TRUE_OF_NOTHING.has(ast.right.name)) return leading(ast.left);
    if (ast.right.name === 'not') return falseWithout(ast.left);
  }
  if (ast.kind !== 'binary') return NONE;
  switch (ast.op) {
    case 'implies':
      return [...falseWithout(ast.left), ...vacuousWithout(ast.right)];
    case 'or':
      return [...vacuousWithout(ast.left), ...vacuousWithout(ast.right)];
    case 'and': {
      const right = vacuousWithout(ast.right);
      return vacuousWithout(ast.left).filter((name) => right.includes(name));
    }
    default:
      return NONE;
  }
}

const NONE: readonly string[] = [];

/** The members of which any one's absence makes an expression false. */
function falseWithout(ast: PathAst): readonly string[] {
  if (ast.kind === 'dot' && ast.right.kind === 'call' && FALSE_OF_NOTHING.has(ast.right.name)) return leading(ast.left);
  if (ast.kind === 'binary' && ast.op === 'and') return [...falseWithout(ast.left), ...falseWithout(ast.right)];
  return NONE;
}

/** The first member of a chain of members and functions that give nothing for nothing. */
function leading(ast: PathAst): readonly string[] {
  if (ast.kind === 'member') return /^[a-z]/.test(ast.name) ? [ast.name] : NONE;
  if (ast.kind !== 'dot') return NONE;
  const { right } = ast;
  return right.kind === 'member' || (right.kind === 'call' && STRICT.has(right.name)) ? leading(ast.left) : NONE;
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
