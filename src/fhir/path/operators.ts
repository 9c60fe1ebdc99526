import { itemEquals, itemOrder, PathEvaluationError, shiftTemporal } from './compare.ts';
import { bool, EMPTY, type PathNode, type PathQuantity, systemNode, systemValue } from './node.ts';
import { type Evaluate, stringOf } from './scope.ts';

/** `+` and `-` before a value. */
export function unary(op: string, operand: Evaluate): Evaluate {
  if (op === '+') return operand;
  return (input, scope) => {
    const node = operand(input, scope)[0];
    if (!node) return EMPTY;
    if (typeof node.value === 'number') return [{ value: -node.value, type: node.type }];
    const quantity = systemValue(node);
    if (typeof quantity === 'object' && 'unit' in quantity)
      return [{ value: { value: -quantity.value, unit: quantity.unit }, type: 'System.Quantity' }];
    throw new PathEvaluationError('only numbers can be negated');
  };
}

/** The distinct items of both collections. */
export function union(a: readonly PathNode[], b: readonly PathNode[]): readonly PathNode[] {
  if (b.length === 0 && a.length <= 1) return a;
  const all: PathNode[] = [];
  for (const list of [a, b])
    for (const node of list) if (!all.some((other) => itemEquals(node, other) === true)) all.push(node);
  return all;
}

/** Whether a collection holds the item of another. */
export function contains(list: readonly PathNode[], item: readonly PathNode[]): readonly PathNode[] {
  const wanted = item[0];
  if (!wanted) return EMPTY;
  return bool(list.some((node) => itemEquals(node, wanted) === true));
}

/** `<`, `>`, `<=` and `>=`. */
export function comparison(op: string, left: Evaluate, right: Evaluate): Evaluate {
  return (input, scope) => {
    const a = left(input, scope);
    const b = right(input, scope);
    if (a.length > 1 || b.length > 1) throw new PathEvaluationError('only single values can be ordered');
    if (!a[0] || !b[0]) return EMPTY;
    const order = itemOrder(a[0], b[0]);
    if (order === undefined) return EMPTY;
    return bool(op === '<' ? order < 0 : op === '>' ? order > 0 : op === '<=' ? order <= 0 : order >= 0);
  };
}

/** `+`, `-`, `*`, `/`, `div`, `mod` and `&`. */
export function arithmetic(op: string, left: Evaluate, right: Evaluate): Evaluate {
  return (input, scope) => {
    const a = left(input, scope);
    const b = right(input, scope);
    if (op === '&') return [systemNode((stringOf(a) ?? '') + (stringOf(b) ?? ''), 'String')];
    const first = a[0];
    const second = b[0];
    if (!first || !second) return EMPTY;
    if (a.length > 1 || b.length > 1) throw new PathEvaluationError(`${op} needs single values`);
    const x = systemValue(first);
    const y = systemValue(second);
    if (typeof x === 'number' && typeof y === 'number') return numeric(op, x, y, first, second);
    if (op === '+' && typeof x === 'string' && typeof y === 'string') return [systemNode(x + y, 'String')];
    const moved = isUnit(y) && (op === '+' || op === '-') ? shiftTemporal(first, y, op === '+' ? 1 : -1) : undefined;
    if (moved) return [moved];
    throw new PathEvaluationError(`${op} cannot be applied to these values`);
  };
}

function isUnit(value: unknown): value is PathQuantity {
  return typeof value === 'object' && value !== null && 'unit' in value;
}

function numeric(op: string, x: number, y: number, a: PathNode, b: PathNode): readonly PathNode[] {
  const integers = isInteger(a) && isInteger(b);
  switch (op) {
    case '+':
      return [systemNode(x + y, integers ? 'Integer' : 'Decimal')];
    case '-':
      return [systemNode(x - y, integers ? 'Integer' : 'Decimal')];
    case '*':
      return [systemNode(x * y, integers ? 'Integer' : 'Decimal')];
    case '/':
      return y === 0 ? EMPTY : [systemNode(x / y, 'Decimal')];
    case 'div':
      return y === 0 ? EMPTY : [systemNode(Math.trunc(x / y), 'Integer')];
    case 'mod':
      return y === 0 ? EMPTY : [systemNode(x % y, integers ? 'Integer' : 'Decimal')];
    default:
      throw new PathEvaluationError(`the operator ${op} is not known`);
  }
}

function isInteger(node: PathNode): boolean {
  return node.type === 'System.Integer' || node.plan?.ancestors.has('integer') === true;
}
