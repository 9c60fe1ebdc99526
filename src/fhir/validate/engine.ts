import type { Constraint } from '../definitions/records.ts';
import type { Definitions } from '../definitions/store.ts';
import { PathSyntaxError } from '../path/ast.ts';
import { PathEvaluationError } from '../path/compare.ts';
import { compileCondition } from '../path/compile.ts';
import { parsePath } from '../path/parser.ts';
import { vacuousWithout } from '../path/vacuous.ts';
import { ProfileTrees } from '../profile/merge.ts';
import { compileTypes } from '../structure/compile-types.ts';
import { terminologyOf } from '../terminology/membership.ts';
import { mended } from './mend.ts';
import type { Engine } from './session.ts';
import type { Invariant, Limits, RuleOptions } from './settings.ts';

/** The rules and environment that are plugged into an engine. */
export type EngineParts = Pick<
  Engine,
  'typeRules' | 'primitiveRules' | 'silentValues' | 'extensionRule' | 'resourceRules' | 'pathEnv' | 'now'
>;

/** An engine over definitions; nothing is compiled before it is used. */
export function createEngine(
  definitions: Definitions,
  limits: Limits,
  options: RuleOptions,
  parts: EngineParts,
): Engine {
  const compiled = new Map<string, Invariant | undefined>();
  return {
    ...parts,
    definitions,
    types: compileTypes(definitions),
    terminology: terminologyOf(definitions),
    profiles: new ProfileTrees(definitions),
    limits,
    options,
    invariant(constraint) {
      const key = `${constraint.key} ${constraint.expression}`;
      if (!compiled.has(key)) {
        const usable = mended(definitions.version, constraint);
        compiled.set(key, usable && compiledOrNot(usable));
      }
      return compiled.get(key);
    },
  };
}

function compiledOrNot(constraint: Constraint): Invariant {
  const { expression } = constraint;
  try {
    const ast = parsePath(expression);
    return { constraint, ast, test: compileCondition(expression), without: vacuousWithout(ast) };
  } catch (thrown) {
    if (thrown instanceof PathSyntaxError || thrown instanceof PathEvaluationError)
      return { constraint, ast: undefined, test: undefined, without: [] };
    throw thrown;
  }
}
