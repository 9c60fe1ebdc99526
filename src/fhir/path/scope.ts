import type { JsonObject } from '../../kernel/json.ts';
import type { TypePlans } from '../structure/type-plan.ts';
import type { PathAst } from './ast.ts';
import { PathEvaluationError } from './compare.ts';
import { bool, EMPTY, type PathNode, systemValue } from './node.ts';

/** What an evaluation sees beside its input. */
export interface PathEnv {
  readonly types: TypePlans;
  readonly resource: PathNode;
  readonly rootResource: PathNode;
  /** Further `%name` variables. */
  readonly variables?: Readonly<Record<string, readonly PathNode[]>>;
  /** The target of a reference, where it is known here. */
  resolve?(reference: string, within: JsonObject | undefined): PathNode | undefined;
  /** Membership of a code, Coding or CodeableConcept; undefined where it cannot be told. */
  memberOf?(node: PathNode, valueSet: string): boolean | undefined;
  /** Conformance with a profile; undefined where it cannot be told. */
  conformsTo?(node: PathNode, profile: string): boolean | undefined;
  /** True when the narrative keeps the rules on XHTML. */
  htmlChecks?(node: PathNode): boolean;
  /** Operations left before the evaluation is given up; shared by all expressions of one resource. */
  readonly budget: { left: number };
}

/** The innermost iteration of an evaluation. */
export interface Scope {
  readonly env: PathEnv;
  readonly context: PathNode;
  readonly self: readonly PathNode[];
  readonly index: number;
  readonly total: readonly PathNode[];
}

export type Evaluate = (input: readonly PathNode[], scope: Scope) => readonly PathNode[];

/** A function of the language: built once per call site from its compiled and its raw arguments. */
export type PathFunction = (args: readonly Evaluate[], raw: readonly PathAst[]) => Evaluate;

/** Evaluation ran out of its budget. */
export class PathBudgetError extends PathEvaluationError {}

/** Count one operation; throws a PathBudgetError when none is left. */
export function spend(scope: Scope, operations: number): void {
  scope.env.budget.left -= operations;
  if (scope.env.budget.left < 0) throw new PathBudgetError('the expression takes too many steps');
}

/** The truth of a collection: empty is unknown, one boolean is itself, one other item is true. */
export function truth(list: readonly PathNode[]): boolean | undefined {
  const first = list[0];
  if (first === undefined) return undefined;
  if (list.length > 1) throw new PathEvaluationError('a single value was expected, but there are several');
  return typeof first.value === 'boolean' ? first.value : true;
}

/** A truth value as a collection. */
export function ofTruth(value: boolean | undefined): readonly PathNode[] {
  return value === undefined ? EMPTY : bool(value);
}

/** Evaluate an argument that is not a criterion: its focus is the iteration outside the call. */
export function argument(arg: Evaluate | undefined, scope: Scope): readonly PathNode[] {
  return arg ? arg(scope.self, scope) : EMPTY;
}

/** The scope of one item of an iteration. */
export function inner(scope: Scope, item: PathNode, index: number): Scope {
  return { env: scope.env, context: scope.context, self: [item], index, total: scope.total };
}

/** The text of a singleton, or undefined. */
export function stringOf(list: readonly PathNode[]): string | undefined {
  const first = list[0];
  if (!first || list.length > 1) return undefined;
  if (typeof first.value === 'string') return first.value;
  const value = systemValue(first);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'object' && 'text' in value ? value.text : undefined;
}

/** The number of a singleton, or undefined. */
export function numberOf(list: readonly PathNode[]): number | undefined {
  const first = list[0];
  return first && list.length === 1 && typeof first.value === 'number' ? first.value : undefined;
}
