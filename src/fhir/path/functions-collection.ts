import { deepEquals, itemEquals, PathEvaluationError } from './compare.ts';
import { typeMatches, typeNameOf } from './functions-type.ts';
import { allChildren, bool, EMPTY, type PathNode, systemNode } from './node.ts';
import {
  argument,
  type Evaluate,
  inner,
  numberOf,
  type PathFunction,
  type Scope,
  spend,
  stringOf,
  truth,
} from './scope.ts';

function distinct(list: readonly PathNode[], scope: Scope): PathNode[] {
  spend(scope, (list.length * list.length) >> 3);
  const keys = new Set<string>();
  const found: PathNode[] = [];
  for (const node of list) {
    const key = typeof node.value === 'object' ? undefined : `${typeof node.value} ${String(node.value)}`;
    if (key !== undefined ? keys.has(key) : found.some((other) => itemEquals(node, other) === true)) continue;
    if (key !== undefined) keys.add(key);
    found.push(node);
  }
  return found;
}

function memberOfList(list: readonly PathNode[], node: PathNode): boolean {
  return list.some((other) => itemEquals(node, other) === true);
}

const sliced =
  (cut: (list: readonly PathNode[], count: number) => readonly PathNode[]): PathFunction =>
  ([count]) =>
  (input, scope) =>
    cut(input, numberOf(argument(count, scope)) ?? 0);

const quantified =
  (test: (values: readonly boolean[]) => boolean): PathFunction =>
  () =>
  (input) =>
    bool(test(input.map((node) => node.value === true)));

function repeated(projection: Evaluate, input: readonly PathNode[], scope: Scope): readonly PathNode[] {
  const found: PathNode[] = [];
  let level = input;
  for (let depth = 0; level.length > 0 && depth < 1000; depth++) {
    spend(scope, level.length);
    const next: PathNode[] = [];
    level.forEach((item, index) => {
      for (const node of projection([item], inner(scope, item, index)))
        if (node.plan || !found.some((other) => deepEquals(other, node))) {
          found.push(node);
          next.push(node);
        }
    });
    level = next;
  }
  return found;
}

function descendants(input: readonly PathNode[], scope: Scope): readonly PathNode[] {
  const found: PathNode[] = [];
  const stack = [...input];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const below = allChildren(node, scope.env.types);
    spend(scope, below.length + 1);
    found.push(...below);
    stack.push(...below);
  }
  return found;
}

/** Functions on collections (FHIRPath 2.0, sections 5.1 to 5.4 and 5.8). */
export const collectionFunctions: Readonly<Record<string, PathFunction>> = {
  where: () => (input) => input,
  select:
    ([projection]) =>
    (input, scope) => {
      spend(scope, input.length);
      return projection ? input.flatMap((item, index) => projection([item], inner(scope, item, index))) : EMPTY;
    },
  repeat:
    ([projection]) =>
    (input, scope) =>
      projection ? repeated(projection, input, scope) : EMPTY,
  ofType: (_args, [type]) => {
    const name = (type && typeNameOf(type)) ?? '';
    return (input) => input.filter((node) => typeMatches(node, name));
  },
  as: (_args, [type]) => {
    const name = (type && typeNameOf(type)) ?? '';
    return (input) => input.filter((node) => typeMatches(node, name));
  },
  is: (_args, [type]) => {
    const name = (type && typeNameOf(type)) ?? '';
    return (input) => (input[0] ? bool(typeMatches(input[0], name)) : EMPTY);
  },
  count: () => (input) => [systemNode(input.length, 'Integer')],
  distinct: () => (input, scope) => distinct(input, scope),
  isDistinct: () => (input, scope) => bool(distinct(input, scope).length === input.length),
  first: () => (input) => input.slice(0, 1),
  last: () => (input) => input.slice(-1),
  tail: () => (input) => input.slice(1),
  skip: sliced((list, count) => list.slice(Math.max(0, count))),
  take: sliced((list, count) => list.slice(0, Math.max(0, count))),
  single: () => (input) => {
    if (input.length > 1) throw new PathEvaluationError('single() found several items');
    return input;
  },
  allTrue: quantified((values) => values.every((value) => value)),
  anyTrue: quantified((values) => values.some((value) => value)),
  allFalse: quantified((values) => values.every((value) => !value)),
  anyFalse: quantified((values) => values.some((value) => !value)),
  subsetOf:
    ([other]) =>
    (input, scope) => {
      const list = argument(other, scope);
      return bool(input.every((node) => memberOfList(list, node)));
    },
  supersetOf:
    ([other]) =>
    (input, scope) =>
      bool(argument(other, scope).every((node) => memberOfList(input, node))),
  intersect:
    ([other]) =>
    (input, scope) => {
      const list = argument(other, scope);
      return distinct(input, scope).filter((node) => memberOfList(list, node));
    },
  exclude:
    ([other]) =>
    (input, scope) => {
      const list = argument(other, scope);
      return input.filter((node) => !memberOfList(list, node));
    },
  union:
    ([other]) =>
    (input, scope) =>
      distinct([...input, ...argument(other, scope)], scope),
  combine:
    ([other]) =>
    (input, scope) => [...input, ...argument(other, scope)],
  children: () => (input, scope) => input.flatMap((node) => allChildren(node, scope.env.types)),
  descendants: () => (input, scope) => descendants(input, scope),
  trace: () => (input) => input,
  iif:
    ([criterion, yes, no]) =>
    (input, scope) => {
      const item = input[0];
      const within = item ? inner(scope, item, 0) : scope;
      return truth(criterion?.(input, within) ?? EMPTY) === true
        ? (yes?.(input, within) ?? EMPTY)
        : (no?.(input, within) ?? EMPTY);
    },
  aggregate:
    ([step, start]) =>
    (input, scope) => {
      let total = argument(start, scope);
      input.forEach((item, index) => {
        total = step?.([item], { ...inner(scope, item, index), total }) ?? total;
      });
      return total;
    },
  type: () => (input) => input.map((node) => systemNode(node.type.replace('System.', ''), 'String')),
  defineVariable:
    ([_name]) =>
    (input) =>
      input,
  sort: () => (input) =>
    [...input].sort((a, b) => {
      const left = stringOf([a]) ?? '';
      const right = stringOf([b]) ?? '';
      return left < right ? -1 : left > right ? 1 : 0;
    }),
};
