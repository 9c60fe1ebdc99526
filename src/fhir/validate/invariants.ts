import { isJsonObject } from '../../kernel/json.ts';
import type { Constraint } from '../definitions/records.ts';
import { PathEvaluationError } from '../path/compare.ts';
import type { PathNode } from '../path/node.ts';
import type { Member, TypePlan } from '../structure/type-plan.ts';
import type { Engine, ResourceFrame, Session } from './session.ts';
import type { Invariant } from './settings.ts';

const ofTypes = new WeakMap<TypePlan, readonly Invariant[]>();
const ofMembers = new WeakMap<Member, readonly Invariant[]>();
const NONE: readonly Invariant[] = [];

/** The invariants on the root of a type. */
export function typeInvariants(engine: Engine, plan: TypePlan): readonly Invariant[] {
  let list = ofTypes.get(plan);
  if (!list) {
    list = prepare(engine, plan.constraints);
    ofTypes.set(plan, list);
  }
  return list;
}

/** The invariants on a member: those of its element and those of its type. */
export function memberInvariants(engine: Engine, member: Member): readonly Invariant[] {
  let list = ofMembers.get(member);
  if (!list) {
    const { plan } = member;
    list = prepare(engine, [...member.element.constraints, ...(plan.kind === 'resource' ? [] : plan.constraints)]);
    ofMembers.set(member, list.length === 0 ? NONE : list);
  }
  return list;
}

/** Compile constraints, once per key, without those that are checked by hand. */
export function prepare(engine: Engine, constraints: readonly Constraint[]): Invariant[] {
  const byKey = new Map<string, Invariant>();
  for (const constraint of constraints) {
    if (byKey.has(constraint.key) || (!engine.options.warnings && constraint.severity === 'warning')) continue;
    const ready = engine.invariant(constraint);
    if (ready) byKey.set(constraint.key, ready);
  }
  return [...byKey.values()];
}

/** True when a node certainly has no member of that name. */
function lacks({ plan, value }: PathNode, name: string): boolean {
  const member = plan?.members.get(name);
  if (!member || member.element.choice || plan?.kind === 'primitive' || !isJsonObject(value)) return false;
  return value[name] === undefined && value[member.shadowJson] === undefined;
}

/** Run invariants on a node; an empty result counts as failed, as the official engine counts it. */
export function checkInvariants(
  session: Session,
  frame: ResourceFrame,
  node: PathNode,
  invariants: readonly Invariant[],
): void {
  for (const { constraint, run, without } of invariants) {
    if (without !== undefined && lacks(node, without)) continue;
    let holds: boolean;
    try {
      if (!run) throw new PathEvaluationError('the expression cannot be compiled');
      const result = run(node, session.env(frame));
      const first = result[0];
      holds = result.length === 1 && typeof first?.value === 'boolean' ? first.value : result.length > 0;
    } catch (thrown) {
      if (!(thrown instanceof PathEvaluationError)) throw thrown;
      session.leaveOpen('invariant', constraint.key, thrown.message);
      continue;
    }
    if (!holds)
      session.report(
        {
          severity: constraint.severity,
          code: 'invariant',
          rule: constraint.key,
          clause: `${constraint.key}: ${constraint.expression}`,
        },
        `Constraint failed: ${constraint.key}: '${constraint.human}'`,
      );
  }
}
