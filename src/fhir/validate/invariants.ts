import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Constraint } from '../definitions/records.ts';
import { PathEvaluationError } from '../path/compare.ts';
import type { PathNode } from '../path/node.ts';
import type { Member, TypePlan } from '../structure/type-plan.ts';
import type { Engine, ResourceFrame, Session } from './session.ts';
import type { BoundInvariant, Invariant } from './settings.ts';

/** Gives the mark that a JSON member leaves on a value of a type; 0 for one that leaves none. */
export type Marker = (name: string) => number;

/** The invariants on the root of a type. */
export function typeInvariants(engine: Engine, plan: TypePlan, marker: Marker): readonly BoundInvariant[] {
  return prepare(engine, plan.constraints, marker);
}

/** The invariants on a member: those of its element and those of its type. */
export function memberInvariants(engine: Engine, { element, plan }: Member, marker: Marker): readonly BoundInvariant[] {
  return prepare(engine, [...element.constraints, ...(plan.kind === 'resource' ? [] : plan.constraints)], marker);
}

/** Compile constraints, once per key, without those that are checked by hand. */
export function prepare(
  engine: Engine,
  constraints: readonly Constraint[],
  marker: Marker = () => 0,
): readonly BoundInvariant[] {
  const byKey = new Map<string, BoundInvariant>();
  for (const constraint of constraints) {
    if (byKey.has(constraint.key) || (!engine.options.warnings && constraint.severity === 'warning')) continue;
    const ready = engine.invariant(constraint);
    if (!ready) continue;
    let marks = 0;
    for (const name of ready.without) marks |= marker(name);
    byKey.set(constraint.key, { ...ready, marks });
  }
  return byKey.size === 0 ? NONE : [...byKey.values()];
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
    if ((marks & invariant.marks) !== invariant.marks) continue;
    node ??= session.node(value, plan, shadow);
    if (!holds(session, frame, node, invariant)) report(session, invariant.constraint);
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

function report(session: Session, { key, severity, expression, human }: Constraint): void {
  session.report(
    { severity, code: 'invariant', rule: key, clause: `${key}: ${expression}` },
    `Constraint failed: ${key}: '${human}'`,
  );
}
