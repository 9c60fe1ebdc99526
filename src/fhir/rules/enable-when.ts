import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { choice, flag, objects, text } from '../definitions/members.ts';
import { quantityOrder } from '../path/compare.ts';
import { startOfTemporal } from './answer-limits.ts';
import type { QuestionItem } from './questionnaire-definition.ts';

/**
 * Whether an item is enabled by the answers around it; undefined where an expression decides.
 * `around` are the response items that hold the item, innermost first, the response itself last.
 */
export function isEnabled(question: QuestionItem, around: readonly JsonObject[]): boolean | undefined {
  if (question.enableUnknown) return undefined;
  if (question.enableWhen.length === 0) return true;
  const decided = question.enableWhen.map((condition) => conditionHolds(condition, around));
  return question.enableAll ? decided.every((each) => each) : decided.some((each) => each);
}

function conditionHolds(condition: JsonObject, around: readonly JsonObject[]): boolean {
  const linkId = text(condition, 'question') ?? '';
  const answers = answersTo(linkId, around);
  const hasAnswer = flag(condition, 'hasAnswer');
  if (hasAnswer !== undefined) return answers.length > 0 === hasAnswer;
  const expected = choice(condition, 'answer');
  const operator = text(condition, 'operator') ?? '=';
  if (operator === 'exists') return answers.length > 0 === (expected?.value ?? true);
  if (!expected) return false;
  const test = (answer: Json) => compareAnswer(operator, answer, expected.value);
  return operator === '!=' ? answers.length > 0 && answers.every(test) : answers.some(test);
}

function answersTo(linkId: string, around: readonly JsonObject[]): readonly Json[] {
  for (const holder of around) {
    const found = itemsBelow(holder, linkId);
    if (found.length > 0)
      return found.flatMap((item) => objects(item, 'answer').flatMap((answer) => choice(answer, 'value')?.value ?? []));
  }
  return [];
}

function itemsBelow(holder: JsonObject, linkId: string): JsonObject[] {
  const found = text(holder, 'linkId') === linkId ? [holder] : [];
  for (const item of objects(holder, 'item')) found.push(...itemsBelow(item, linkId));
  for (const answer of objects(holder, 'answer'))
    for (const item of objects(answer, 'item')) found.push(...itemsBelow(item, linkId));
  return found;
}

function compareAnswer(operator: string, answer: Json, expected: Json): boolean {
  if (operator === '=') return sameAnswer(answer, expected);
  if (operator === '!=') return !sameAnswer(answer, expected);
  const order = orderOf(answer, expected);
  if (order === undefined) return false;
  return operator === '>' ? order > 0 : operator === '<' ? order < 0 : operator === '>=' ? order >= 0 : order <= 0;
}

/** True when two answers are the same; codings by system and code. */
export function sameAnswer(a: Json, b: Json): boolean {
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b;
  if ('code' in a || 'code' in b)
    return (
      text(a, 'code') === text(b, 'code') &&
      (text(a, 'system') ?? '') === (text(b, 'system') ?? '') &&
      a['value'] === b['value']
    );
  if ('reference' in a) return a['reference'] === b['reference'];
  return JSON.stringify(a) === JSON.stringify(b);
}

/** -1, 0 or 1, or undefined where the answers have no order. */
export function orderOf(a: Json, b: Json): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return Math.sign(a - b);
  if (typeof a === 'string' && typeof b === 'string') {
    const left = startOfTemporal(a);
    const right = startOfTemporal(b);
    if (left !== undefined && right !== undefined) return Math.sign(left - right);
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return undefined;
  const left = amount(a);
  const right = amount(b);
  return left && right && quantityOrder(left, right);
}

function amount(value: JsonObject): { value: number; unit: string } | undefined {
  const number = value['value'];
  return typeof number === 'number'
    ? { value: number, unit: text(value, 'code') ?? text(value, 'unit') ?? '1' }
    : undefined;
}
