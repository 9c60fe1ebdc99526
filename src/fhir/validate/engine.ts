import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Constraint } from '../definitions/records.ts';
import type { Definitions } from '../definitions/store.ts';
import { PathSyntaxError } from '../path/ast.ts';
import { PathEvaluationError } from '../path/compare.ts';
import { compilePath } from '../path/compile.ts';
import type { PathEnv } from '../path/scope.ts';
import { ProfileTrees } from '../profile/merge.ts';
import { compileTypes } from '../structure/compile-types.ts';
import type { Member, TypePlan, TypePlans } from '../structure/type-plan.ts';
import { type Terminology, terminologyOf } from '../terminology/membership.ts';
import type { Invariant } from './invariants.ts';
import { mended } from './mend.ts';
import type { ResourceFrame, Session } from './session.ts';

/** Bounds that keep every validation finite. */
export interface Limits {
  /** Deepest JSON nesting. Default 200. */
  readonly depth: number;
  /** Longest text, in characters. Default 100 million. */
  readonly characters: number;
  /** Longest array. Default 1,000,000. */
  readonly items: number;
  /** Most issues kept per resource. Default 1,000. */
  readonly issues: number;
  /** FHIRPath operations per resource. Default 20 million. */
  readonly pathSteps: number;
}

/** Settings that rules read. */
export interface RuleOptions {
  /** Evaluate warning-level invariants too. */
  readonly warnings: boolean;
  /** Refuse `1.0` where an integer is due. */
  readonly exactNumbers: boolean;
  /** What an extension without a known definition is. */
  readonly unknownExtensions: 'error' | 'not-checked';
  /** Refuse text that looks like HTML tags in strings. */
  readonly securityChecks: boolean;
}

/** A rule on every value of one complex type. */
export type TypeRule = (session: Session, value: JsonObject, plan: TypePlan, frame: ResourceFrame) => void;
/** A rule on every value of one primitive type. */
export type PrimitiveRule = (session: Session, value: Json, member: Member, frame: ResourceFrame) => void;

/** All that validations of one FHIR version share. */
export interface Engine {
  readonly definitions: Definitions;
  readonly types: TypePlans;
  readonly terminology: Terminology;
  readonly profiles: ProfileTrees;
  /** The moment that `now()` gives, as an ISO 8601 dateTime. */
  readonly now: string;
  readonly limits: Limits;
  readonly options: RuleOptions;
  readonly typeRules: ReadonlyMap<string, TypeRule>;
  readonly primitiveRules: ReadonlyMap<string, PrimitiveRule>;
  /** The rule on every value that has extensions. */
  readonly extensionRule: TypeRule;
  /** The compiled form of a constraint; undefined when hand-written code checks it. */
  invariant(constraint: Constraint): Invariant | undefined;
  /** Rules on a whole resource, after its structure. */
  resourceRules(session: Session, frame: ResourceFrame): void;
  pathEnv(session: Session, frame: ResourceFrame): PathEnv;
}

/** The rules and environment that are plugged into an engine. */
export type EngineParts = Pick<Engine, 'typeRules' | 'primitiveRules' | 'extensionRule' | 'resourceRules' | 'pathEnv' | 'now'>;

/** An engine over definitions; nothing is compiled before it is used. */
export function createEngine(definitions: Definitions, limits: Limits, options: RuleOptions, parts: EngineParts): Engine {
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
        compiled.set(key, usable && { constraint: usable, run: compiledOrNot(usable.expression) });
      }
      return compiled.get(key);
    },
  };
}

function compiledOrNot(expression: string): Invariant['run'] {
  try {
    return compilePath(expression);
  } catch (thrown) {
    if (thrown instanceof PathSyntaxError || thrown instanceof PathEvaluationError) return undefined;
    throw thrown;
  }
}
