import type { PathAst } from './ast.ts';
import { listEquivalent, PathEvaluationError } from './compare.ts';
import { collectionFunctions } from './functions-collection.ts';
import { fhirFunctions, hasValue } from './functions-fhir.ts';
import { stringFunctions } from './functions-string.ts';
import { typeMatches, typeNameOf } from './functions-type.ts';
import { connective, equality, LOGIC, type Truth } from './logic.ts';
import { bool, childrenNamed, EMPTY, hasChild, type PathNode, systemNode } from './node.ts';
import { arithmetic, comparison, contains, unary, union } from './operators.ts';
import { parsePath } from './parser.ts';
import {
  argument,
  type Evaluate,
  inner,
  numberOf,
  ofTruth,
  type PathEnv,
  type PathFunction,
  type Scope,
  spend,
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
    return evaluate(self, scopeOf(node, self, env));
  };
}

/** A compiled condition: whether it holds for a node. */
export type Condition = (node: PathNode, env: PathEnv) => boolean;

/**
 * Compile an expression that is a condition: true when it gives `true`, or something that is no boolean. An empty result is false, as the
 * official engine counts it. Throws like `compilePath`.
 */
export function compileCondition(source: string): Condition {
  const ast = parsePath(source);
  if (isTruth(ast)) {
    const test = compileTruth(ast);
    return (node, env) => {
      const self = [node];
      return test(self, scopeOf(node, self, env)) === true;
    };
  }
  const run = compilePath(source);
  return (node, env) => {
    const result = run(node, env);
    const only = result.length === 1 ? result[0]?.value : undefined;
    return typeof only === 'boolean' ? only : result.length > 0;
  };
}

function scopeOf(node: PathNode, self: readonly PathNode[], env: PathEnv): Scope {
  return { env, context: node, self, index: 0, total: EMPTY };
}

const TESTS = new Set(['exists', 'empty', 'not', 'hasValue', 'all']);

/** True for an expression that gives at most one boolean. */
function isTruth(ast: PathAst): boolean {
  if (ast.kind === 'binary') return LOGIC.has(ast.op);
  if (ast.kind === 'call') return TESTS.has(ast.name);
  return ast.kind === 'dot' && ast.right.kind === 'call' && TESTS.has(ast.right.name);
}

/** Compile an expression whose truth is asked for; the same as `truth` of its collection, without building it where that can be. */
function compileTruth(ast: PathAst): Truth {
  if (ast.kind === 'binary' && LOGIC.has(ast.op)) return logic(ast.op, ast.left, ast.right);
  if (ast.kind === 'call' && TESTS.has(ast.name)) return test(ast.name, ast.args, undefined);
  if (ast.kind === 'dot' && ast.right.kind === 'call' && TESTS.has(ast.right.name))
    return test(ast.right.name, ast.right.args, ast.left);
  const evaluate = compileAst(ast);
  return (input, scope) => truth(evaluate(input, scope));
}

/** `exists()`, `empty()`, `not()`, `hasValue()` and `all()` on what `from` gives, or on the input. */
function test(name: string, args: readonly PathAst[], from: PathAst | undefined): Truth {
  const left = from && compileAst(from);
  const over = (input: readonly PathNode[], scope: Scope) => (left ? left(input, scope) : input);
  switch (name) {
    case 'not': {
      const value: Truth = from ? compileTruth(from) : truth;
      return (input, scope) => {
        const known = value(input, scope);
        return known === undefined ? undefined : !known;
      };
    }
    case 'hasValue':
      return (input, scope) => {
        const list = over(input, scope);
        return list.length === 1 && list[0] !== undefined && hasValue(list[0]);
      };
    case 'all': {
      if (!args[0]) return (input, scope) => over(input, scope).length >= 0;
      const criterion = compileTruth(args[0]);
      return (input, scope) => over(input, scope).every((item, index) => holds(criterion, item, index, scope));
    }
    default: {
      const found = args[0] ? someHold(compileTruth(args[0]), over) : presence(from, over);
      return name === 'exists' || args[0] ? found : (input, scope) => !found(input, scope);
    }
  }
}

type Sure = (input: readonly PathNode[], scope: Scope) => boolean;
type Over = (input: readonly PathNode[], scope: Scope) => readonly PathNode[];

function holds(criterion: Truth, item: PathNode, index: number, scope: Scope): boolean {
  const within = inner(scope, item, index);
  return criterion(within.self, within) === true;
}

function someHold(criterion: Truth, over: Over): Sure {
  return (input, scope) => over(input, scope).some((item, index) => holds(criterion, item, index, scope));
}

/** Whether an expression gives anything; a member that comes last is only looked for. */
function presence(from: PathAst | undefined, over: Over): Sure {
  const last = from?.kind === 'dot' ? from.right : from;
  if (last?.kind !== 'member' || isTypeName(last.name)) return (input, scope) => over(input, scope).length > 0;
  const { name } = last;
  const before = from?.kind === 'dot' ? compileAst(from.left) : undefined;
  return (input, scope) => {
    const holders = before ? before(input, scope) : input;
    if (holders.length === 0) return false;
    spend(scope, holders.length);
    const { types } = scope.env;
    for (const holder of holders) if (hasChild(holder, name, types)) return true;
    return false;
  };
}

function logic(op: string, leftAst: PathAst, rightAst: PathAst): Truth {
  switch (op) {
    case 'and':
    case 'or':
    case 'xor':
    case 'implies':
      return connective(op, compileTruth(leftAst), compileTruth(rightAst));
    case '=':
    case '!=':
      return equality(op, compileAst(leftAst), compileAst(rightAst), textOf(rightAst));
    default: {
      const evaluate = relation(op, compileAst(leftAst), compileAst(rightAst));
      return (input, scope) => truth(evaluate(input, scope));
    }
  }
}

function textOf(ast: PathAst): string | undefined {
  return ast.kind === 'literal' && ast.type === 'String' ? String(ast.value) : undefined;
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
      return binary(ast);
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

function isTypeName(name: string): boolean {
  return name.charCodeAt(0) >= 65 && name.charCodeAt(0) <= 90;
}

function member(name: string): Evaluate {
  const typeName = isTypeName(name);
  return (input, scope) => {
    const only = input[0];
    if (only === undefined) return EMPTY;
    spend(scope, input.length);
    if (typeName && (only.type === name || only.plan?.ancestors.has(name))) return input;
    if (input.length === 1) return childrenNamed(only, name, scope.env.types);
    const found: PathNode[] = [];
    for (const node of input) for (const child of childrenNamed(node, name, scope.env.types)) found.push(child);
    return found;
  };
}

function call(name: string, args: readonly PathAst[]): Evaluate {
  if (TESTS.has(name)) {
    const known = test(name, args, undefined);
    return (input, scope) => ofTruth(known(input, scope));
  }
  if (name === 'where' && args[0]) return where(compileTruth(args[0]));
  const build = FUNCTIONS.get(name);
  if (!build) throw new PathEvaluationError(`the function ${name}() is not known`);
  const typed = name === 'is' || name === 'as' || name === 'ofType';
  if (typed && args[0] && typeNameOf(args[0]) === undefined)
    throw new PathEvaluationError(`${name}() needs a type name`);
  return build(typed ? [] : args.map(compileAst), args);
}

function where(criterion: Truth): Evaluate {
  return (input, scope) => {
    if (input.length === 0) return EMPTY;
    spend(scope, input.length);
    return input.filter((item, index) => holds(criterion, item, index, scope));
  };
}

function binary(ast: Extract<PathAst, { kind: 'binary' }>): Evaluate {
  const { op } = ast;
  if (op === '=' || op === '!=' || op === 'and' || op === 'or' || op === 'xor' || op === 'implies') {
    const known = logic(op, ast.left, ast.right);
    return (input, scope) => ofTruth(known(input, scope));
  }
  return relation(op, compileAst(ast.left), compileAst(ast.right));
}

function relation(op: string, left: Evaluate, right: Evaluate): Evaluate {
  switch (op) {
    case '|':
      return (input, scope) => union(left(input, scope), right(input, scope));
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
