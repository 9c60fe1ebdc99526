import type { ElementRecord } from '../definitions/records.ts';
import type { Definitions } from '../definitions/store.ts';
import type { ElementPlan, Member, TypePlan } from '../structure/type-plan.ts';
import type { ProfileNode } from './tree.ts';

const known = new WeakMap<ProfileNode, boolean>();

/** True when a profile says nothing of an element that its base type does not say, so that it need not be looked at. */
export function isInert(node: ProfileNode, plan: TypePlan, definitions: Definitions): boolean {
  const answer = known.get(node);
  if (answer !== undefined) return answer;
  known.set(node, false);
  const decided = decide(node, plan, definitions);
  known.set(node, decided);
  return decided;
}

function decide(node: ProfileNode, plan: TypePlan, definitions: Definitions): boolean {
  if (node.slices.length > 0 || node.element.slicing?.rules === 'closed') return false;
  const direct = plan.members.get(node.name);
  const members = direct ? [direct] : (plan.choices.get(node.name) ?? []);
  const first = members[0];
  if (!first || direct?.element.choice || !sameValue(node.element, first.element)) return false;
  if (!sameTypes(node.element, first.element)) return false;
  const constraints = node.element.constraints ?? [];
  if (!constraints.every((each) => hasConstraint(first, definitions.constraint(each).key))) return false;
  if (node.children.length === 0) return true;
  return (
    members.length === 1 &&
    first.plan.kind !== 'resource' &&
    node.children.every((child) => isInert(child, first.plan, definitions))
  );
}

function sameValue(element: ElementRecord, base: ElementPlan): boolean {
  const { fixed, pattern, minValue, maxValue, maxLength, min = 0, max = '*', binding } = element;
  if (fixed !== undefined || pattern !== undefined || minValue !== undefined || maxValue !== undefined) return false;
  if (maxLength !== undefined && maxLength !== base.maxLength) return false;
  if (min > base.min || (max === '*' ? Number.POSITIVE_INFINITY : Number(max)) < base.max) return false;
  if (!binding || binding.additional || binding.maxValueSet !== base.binding?.maxValueSet) return !binding;
  if (binding.strength !== 'required' && binding.strength !== 'extensible') return true;
  return binding.valueSet === base.binding?.valueSet && binding.strength === base.binding.strength;
}

function sameTypes(element: ElementRecord, base: ElementPlan): boolean {
  const types = element.types ?? [];
  if (types.length === 0) return true;
  return base.types.every((type) => {
    const own = types.find(({ code }) => code === type.code || code === '*');
    return (
      own !== undefined &&
      own.profiles.length === type.profiles.length &&
      own.profiles.length === 0 &&
      own.targets.length === type.targets.length
    );
  });
}

function hasConstraint(member: Member, key: string): boolean {
  return (
    member.element.constraints.some((each) => each.key === key) ||
    member.plan.constraints.some((each) => each.key === key)
  );
}
