import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { choiceIn, own } from '../path/node.ts';
import type { Member, TypePlan } from '../structure/type-plan.ts';

/** One occurrence of an element in a resource. */
export interface Item {
  readonly value: Json | undefined;
  readonly shadow: JsonObject | undefined;
  readonly member: Member;
  /** Position in its array, or -1. */
  readonly index: number;
}

/** All occurrences of the element of one name in an object. */
export function itemsNamed(holder: JsonObject, plan: TypePlan, name: string): Item[] {
  const direct = plan.members.get(name);
  const chosen = direct ?? (plan.choices.has(name) ? choiceIn(holder, plan, name) : undefined);
  const members = chosen ? [chosen] : [];
  const found: Item[] = [];
  for (const member of members) {
    const value = own(holder, member.json);
    const shadow = own(holder, member.shadowJson);
    if (value === undefined && shadow === undefined) continue;
    if (!Array.isArray(value) && !Array.isArray(shadow)) {
      found.push({ value, shadow: isJsonObject(shadow) ? shadow : undefined, member, index: -1 });
      continue;
    }
    const values = Array.isArray(value) ? (value as readonly Json[]) : [];
    const shadows = Array.isArray(shadow) ? (shadow as readonly Json[]) : [];
    for (let index = 0; index < Math.max(values.length, shadows.length); index++) {
      const extra = shadows[index];
      const each = values[index];
      found.push({ value: each ?? undefined, shadow: isJsonObject(extra) ? extra : undefined, member, index });
    }
  }
  return found;
}
