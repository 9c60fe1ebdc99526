import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { Constraint } from '../definitions/records.ts';
import { PathEvaluationError } from '../path/compare.ts';
import type { PathNode } from '../path/node.ts';
import { type Telling, tellingOf, UNTOLD, YES } from '../path/told.ts';
import type { Member, TypePlan } from '../structure/type-plan.ts';
import type { Engine, ResourceFrame, Session } from './session.ts';
import type { BoundInvariant, Invariant } from './settings.ts';

/** Gives the mark that a JSON member leaves on a value of a type; 0 for one that leaves none. */
export type Marker = (name: string) => number;

/** The invariants on the root of a type. */
export function typeInvariants(engine: Engine, plan: TypePlan, marker: Marker): readonly BoundInvariant[] {
  return prepare(engine, plan.constraints, plan, marker);
}

/** The invariants on a member: those of its element and those of its type. */
export function memberInvariants(engine: Engine, { element, plan }: Member, marker: Marker): readonly BoundInvariant[] {
  const own = plan.kind === 'resource' ? [] : plan.constraints;
  return prepare(engine, [...element.constraints, ...own], plan, marker);
}

/** Compile constraints, once per key, without those that are checked by hand. */
export function prepare(
  engine: Engine,
  constraints: readonly Constraint[],
  plan: TypePlan,
  marker: Marker = () => 0,
): readonly BoundInvariant[] {
  const byKey = new Map<string, BoundInvariant>();
  for (const constraint of constraints) {
    if (byKey.has(constraint.key) || (!engine.options.warnings && constraint.severity === 'warning')) continue;
    const ready = engine.invariant(constraint);
    if (!ready) continue;
    let marks = 0;
    for (const name of ready.without) marks |= marker(name);
    const telling = ready.ast && tellingOf(ready.ast, plan);
    byKey.set(constraint.key, bound(ready, marks, telling));
  }
  return byKey.size === 0 ? NONE : [...byKey.values()];
}

function bound(invariant: Invariant, marks: number, telling: Telling | undefined): BoundInvariant {
  const { constraint, ast, test, without } = invariant;
  const { key, severity, expression, human } = constraint;
  const about = { severity, code: 'invariant', rule: key, clause: `${key}: ${expression}` };
  const message = `Constraint failed: ${key}: '${human}'`;
  return { constraint, ast, test, without, marks, telling, about, message };
}

const NONE: readonly BoundInvariant[] = [];
/** What to give as the marks of a value that was not looked at. */
export const ALL_MARKS = -1;

/** Run invariants on a value with the marks of its members; an empty result counts as failed, as the official engine counts it. */
export function checkInvariants(
  session: Session,
  frame: ResourceFrame,
  value: Json | undefined,
  plan: TypePlan,
  shadow: JsonObject | undefined,
  invariants: readonly BoundInvariant[],
  marks: number,
): void {
  let node: PathNode | undefined;
  for (const invariant of invariants) {
    const { telling, about, message } = invariant;
    if ((marks & invariant.marks) !== invariant.marks) continue;
    const told = telling !== undefined && isJsonObject(value) ? telling(value) : UNTOLD;
    if (told === YES) continue;
    if (told !== UNTOLD) {
      session.report(about, message);
      continue;
    }
    node ??= session.node(value, plan, shadow);
    if (!holds(session, frame, node, invariant)) session.report(about, message);
  }
}

/** Whether an invariant holds; one that cannot be evaluated is left open. */
function holds(session: Session, frame: ResourceFrame, node: PathNode, { constraint, test }: Invariant): boolean {
  try {
    if (!test) throw new PathEvaluationError('the expression cannot be compiled');
    return test(node, session.env(frame));
  } catch (thrown) {
    if (!(thrown instanceof PathEvaluationError)) throw thrown;
    session.leaveOpen('invariant', constraint.key, thrown.message);
    return true;
  }
}
