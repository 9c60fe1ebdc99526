import type { Json } from '../../kernel/json.ts';
import type { TypePlan } from '../structure/type-plan.ts';
import { checkBinding } from '../validate/bindings.ts';
import { mendedBinding } from '../validate/mend.ts';
import type { Session } from '../validate/session.ts';
import { fixedDifferences, limitOrder, patternDifferences } from './match.ts';
import type { ProfileNode } from './tree.ts';

/** Check a value against what a profile says of the value itself: fixed, pattern, limits, length, binding. */
export function checkValue(session: Session, node: ProfileNode, value: Json | undefined, plan: TypePlan): void {
  const { element, profile } = node;
  const clause = `${profile}#${element.path}`;
  if (element.fixed !== undefined && (element.valueType === undefined || fits(element.valueType, plan)))
    for (const { tokens, message } of fixedDifferences(element.fixed, value))
      session.report({ code: 'value', rule: 'fixed-value', clause }, `The value ${message}`, pathOf(tokens), tokens);
  if (value === undefined) return;
  if (element.pattern !== undefined && fits(element.valueType, plan))
    for (const { tokens, message } of patternDifferences(element.pattern, value))
      session.report({ code: 'value', rule: 'pattern', clause }, `The value ${message}`, pathOf(tokens), tokens);
  if (element.minValue !== undefined && limitOrder(value, element.minValue, session.engine.now, -1) === -1)
    session.report(
      { code: 'invalid', rule: 'min-value', clause },
      `The value is less than ${JSON.stringify(element.minValue)}`,
    );
  if (element.maxValue !== undefined && limitOrder(value, element.maxValue, session.engine.now, 1) === 1)
    session.report(
      { code: 'invalid', rule: 'max-value', clause },
      `The value is greater than ${JSON.stringify(element.maxValue)}`,
    );
  if (element.maxLength !== undefined && typeof value === 'string' && value.length > element.maxLength)
    session.report(
      { code: 'invalid', rule: 'max-length', clause },
      `The value is longer than ${element.maxLength} characters (${value.length})`,
    );
  if (element.binding) checkBinding(session, value, plan.typeName, mendedBinding(element.path, element.binding));
}

/** A fixed value of one type says nothing on a choice of another. */
function fits(valueType: string | undefined, plan: TypePlan): boolean {
  if (valueType === undefined) return true;
  const wanted = valueType.toLowerCase();
  for (const name of plan.ancestors) if (name.toLowerCase() === wanted) return true;
  return plan.typeName.toLowerCase() === wanted;
}

function pathOf(tokens: readonly (string | number)[]): string {
  return tokens.map((token) => (typeof token === 'number' ? `[${token}]` : `.${token}`)).join('');
}
