import type { PathAst } from './ast.ts';
import { itemEquals, itemOrder, listEquals, listEquivalent, PathEvaluationError, shiftTemporal } from './compare.ts';
import { collectionFunctions } from './functions-collection.ts';
import { fhirFunctions } from './functions-fhir.ts';
import { stringFunctions } from './functions-string.ts';
import { typeMatches, typeNameOf } from './functions-type.ts';
import { bool, childrenNamed, EMPTY, type PathNode, type PathQuantity, systemNode, systemValue } from './node.ts';
import { parsePath } from './parser.ts';
import {
  argument,
  type Evaluate,
  numberOf,
  ofTruth,
  type PathEnv,
  type PathFunction,
  spend,
  stringOf,
  truth,
} from './scope.ts';
import { parseDateTime, parseTime } from './temporal.ts';

/** A compiled expression: the collection it gives for a node. */
export type CompiledPath = (node: PathNode, env: PathEnv) => readonly PathNode[];

const FUNCTIONS: ReadonlyMap<string, PathFunction> = new Map([
  ...Object.entries(collectionFunctions),
  ...Object.entries(stringFunctions),
  ...Object.entries(fhirFunctions),
]);

/** Compile an expression to closures; throws a PathSyntaxError, or a PathEvaluationError for an unknown function. */
export function compilePath(source: string): CompiledPath {
  const evaluate = compileAst(parsePath(source));
  return (node, env) => {
    const self = [node];
    return evaluate(self, { env, context: node, self, index: 0, total: EMPTY });
  };
}

function compileAst(ast: PathAst): Evaluate {
  switch (ast.kind) {
    case 'literal': {
      const list = [literal(ast)];
      return () => list;
    }
    case 'empty':
      return () => EMPTY;
    case 'this':
      return (_input, scope) => scope.self;
    case 'index-variable':
      return (_input, scope) => [systemNode(scope.index, 'Integer')];
    case 'total':
      return (_input, scope) => scope.total;
    case 'variable':
      return variable(ast.name);
    case 'member':
      return member(ast.name);
    case 'call':
      return call(ast.name, ast.args);
    case 'dot': {
      const left = compileAst(ast.left);
      const right = compileAst(ast.right);
      return (input, scope) => right(left(input, scope), scope);
    }
    case 'indexer': {
      const left = compileAst(ast.left);
      const index = compileAst(ast.index);
      return (input, scope) => {
        const at = numberOf(argument(index, scope));
        const found = at === undefined ? undefined : left(input, scope)[at];
        return found ? [found] : EMPTY;
      };
    }
    case 'binary':
      return binary(ast.op, compileAst(ast.left), compileAst(ast.right));
    case 'unary':
      return unary(ast.op, compileAst(ast.operand));
    case 'type': {
      const left = compileAst(ast.left);
      if (ast.op === 'as') return (input, scope) => left(input, scope).filter((node) => typeMatches(node, ast.type));
      return (input, scope) => {
        const first = left(input, scope)[0];
        return first ? bool(typeMatches(first, ast.type)) : EMPTY;
      };
    }
  }
}

function literal(ast: Extract<PathAst, { kind: 'literal' }>): PathNode {
  const type = `System.${ast.type}`;
  if (ast.type === 'Quantity') return { value: { value: Number(ast.value), unit: ast.unit ?? '1' }, type };
  if (ast.type === 'Time') return { value: parseTime(String(ast.value)), type };
  if (ast.type === 'Date' || ast.type === 'DateTime') return { value: parseDateTime(String(ast.value)), type };
  return { value: ast.value, type };
}

const SYSTEMS: Readonly<Record<string, string>> = {
  ucum: 'http://unitsofmeasure.org',
  sct: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
};

function variable(name: string): Evaluate {
  if (name === 'resource') return (_input, { env }) => [env.resource];
  if (name === 'rootResource') return (_input, { env }) => [env.rootResource];
  if (name === 'context') return (_input, { context }) => [context];
  const system = SYSTEMS[name] ?? namedUrl(name);
  if (system) {
    const list = [systemNode(system, 'String')];
    return () => list;
  }
  return (_input, { env }) => {
    const found = env.variables?.[name];
    if (!found) throw new PathEvaluationError(`the variable %${name} is not known`);
    return found;
  };
}

function namedUrl(name: string): string | undefined {
  if (name.startsWith('vs-')) return `http://hl7.org/fhir/ValueSet/${name.slice(3)}`;
  return name.startsWith('ext-') ? `http://hl7.org/fhir/StructureDefinition/${name.slice(4)}` : undefined;
}

function member(name: string): Evaluate {
  const typeName = name.charCodeAt(0) >= 65 && name.charCodeAt(0) <= 90;
  return (input, scope) => {
    const only = input[0];
    if (only === undefined) return EMPTY;
    spend(scope, input.length);
    if (typeName && (only.type === name || only.plan?.ancestors.has(name))) return input;
    if (input.length === 1) return childrenNamed(only, name, scope.env.types);
    const found: PathNode[] = [];
    for (const node of input) found.push(...childrenNamed(node, name, scope.env.types));
    return found;
  };
}

function call(name: string, args: readonly PathAst[]): Evaluate {
  const build = FUNCTIONS.get(name);
  if (!build) throw new PathEvaluationError(`the function ${name}() is not known`);
  const typed = name === 'is' || name === 'as' || name === 'ofType';
  if (typed && args[0] && typeNameOf(args[0]) === undefined)
    throw new PathEvaluationError(`${name}() needs a type name`);
  return build(typed ? [] : args.map(compileAst), args);
}

function unary(op: string, operand: Evaluate): Evaluate {
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

function binary(op: string, left: Evaluate, right: Evaluate): Evaluate {
  switch (op) {
    case 'and':
      return (input, scope) => {
        const a = truth(left(input, scope));
        if (a === false) return bool(false);
        const b = truth(right(input, scope));
        return ofTruth(b === false ? false : a === undefined || b === undefined ? undefined : true);
      };
    case 'or':
      return (input, scope) => {
        const a = truth(left(input, scope));
        if (a === true) return bool(true);
        const b = truth(right(input, scope));
        return ofTruth(b === true ? true : a === undefined || b === undefined ? undefined : false);
      };
    case 'xor':
      return (input, scope) => {
        const a = truth(left(input, scope));
        const b = truth(right(input, scope));
        return ofTruth(a === undefined || b === undefined ? undefined : a !== b);
      };
    case 'implies':
      return (input, scope) => {
        const a = truth(left(input, scope));
        if (a === false) return bool(true);
        const b = truth(right(input, scope));
        return ofTruth(b === true ? true : a === undefined ? undefined : b);
      };
    case '|':
      return (input, scope) => union(left(input, scope), right(input, scope));
    case '=':
      return (input, scope) => ofTruth(listEquals(left(input, scope), right(input, scope)));
    case '!=':
      return (input, scope) => {
        const equal = listEquals(left(input, scope), right(input, scope));
        return ofTruth(equal === undefined ? undefined : !equal);
      };
    case '~':
      return (input, scope) => bool(listEquivalent(left(input, scope), right(input, scope)));
    case '!~':
      return (input, scope) => bool(!listEquivalent(left(input, scope), right(input, scope)));
    case 'in':
      return (input, scope) => contains(right(input, scope), left(input, scope));
    case 'contains':
      return (input, scope) => contains(left(input, scope), right(input, scope));
    case '<':
    case '>':
    case '<=':
    case '>=':
      return comparison(op, left, right);
    default:
      return arithmetic(op, left, right);
  }
}

/** The distinct items of both collections. */
export function union(a: readonly PathNode[], b: readonly PathNode[]): readonly PathNode[] {
  if (b.length === 0 && a.length <= 1) return a;
  const all: PathNode[] = [];
  for (const list of [a, b])
    for (const node of list) if (!all.some((other) => itemEquals(node, other) === true)) all.push(node);
  return all;
}

function contains(list: readonly PathNode[], item: readonly PathNode[]): readonly PathNode[] {
  const wanted = item[0];
  if (!wanted) return EMPTY;
  return bool(list.some((node) => itemEquals(node, wanted) === true));
}

function comparison(op: string, left: Evaluate, right: Evaluate): Evaluate {
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

function arithmetic(op: string, left: Evaluate, right: Evaluate): Evaluate {
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
