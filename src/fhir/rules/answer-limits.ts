import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { text } from '../definitions/members.ts';
import { PathEvaluationError, quantityOrder } from '../path/compare.ts';
import { boundedPattern } from '../path/pattern.ts';
import { parseDateTime, parseTime } from '../path/temporal.ts';
import type { Session } from '../validate/session.ts';
import { itemSetting, type QuestionItem } from './questionnaire-definition.ts';

/** How limits report. */
export type Complain = (message: string) => void;

/** Check an answer against length, number and date limits of its question (questionnaire extensions). */
export function checkLimits(
  session: Session,
  question: QuestionItem,
  type: string,
  value: Json,
  complain: Complain,
): void {
  if (typeof value === 'string' && (type === 'string' || type === 'uri')) checkLength(question, value, complain);
  if (type === 'decimal') checkDecimalPlaces(session, question, value, complain);
  const low = itemSetting(question, 'minValue');
  const high = itemSetting(question, 'maxValue');
  if (low !== undefined && below(value, low))
    complain(`The value ${shown(value)} is less than the allowed minimum of ${shown(low)}`);
  if (high !== undefined && below(high, value))
    complain(`The value ${shown(value)} is greater than the allowed maximum of ${shown(high)}`);
  if (isJsonObject(value) && type === 'Quantity') checkQuantity(question, value, complain);
}

function checkLength(question: QuestionItem, value: string, complain: Complain): void {
  const shortest = itemSetting(question, 'minLength');
  if (typeof shortest === 'number' && value.length < shortest)
    complain(`The answer '${value}' is shorter than the required minimum length of ${shortest}`);
  const pattern = itemSetting(question, 'regex');
  if (typeof pattern === 'string' && matchesPattern(pattern, value) === false)
    complain(`The answer '${value}' does not match the pattern ${pattern}`);
  if (question.maxLength !== undefined && value.length > question.maxLength)
    complain(`The answer '${value}' is longer than the allowed maximum length of ${question.maxLength}`);
}

/** Whether text matches a pattern; undefined where the pattern or the text cannot be judged. */
function matchesPattern(pattern: string, value: string): boolean | undefined {
  try {
    return boundedPattern(pattern, true)(value);
  } catch (thrown) {
    if (thrown instanceof PathEvaluationError) return undefined;
    throw thrown;
  }
}

function checkDecimalPlaces(session: Session, question: QuestionItem, value: Json, complain: Complain): void {
  const limit = itemSetting(question, 'maxDecimalPlaces');
  const raw = session.rawNumber() ?? String(value);
  const places = /\.([0-9]*)/.exec(raw)?.[1]?.length ?? 0;
  if (typeof limit === 'number' && places > limit)
    complain(`The value ${raw} has too many decimal places (limit = ${limit})`);
}

function checkQuantity(question: QuestionItem, value: JsonObject, complain: Complain): void {
  for (const [name, sign, word] of [
    ['minQuantity', -1, 'less than the allowed minimum'],
    ['maxQuantity', 1, 'greater than the allowed maximum'],
  ] as const) {
    const limit = itemSetting(question, name);
    if (!isJsonObject(limit)) continue;
    const a = formal(value);
    const b = formal(limit);
    if (!a || !b) {
      complain(`The quantity ${shown(value)} cannot be compared with ${shown(limit)}: it has no formal unit`);
      continue;
    }
    const order = quantityOrder(a, b);
    if (order === sign) complain(`The quantity ${shown(value)} is ${word} of ${shown(limit)}`);
  }
}

function formal(value: JsonObject): { value: number; unit: string } | undefined {
  const number = value['value'];
  const code = text(value, 'code');
  return typeof number === 'number' && code !== undefined ? { value: number, unit: code } : undefined;
}

/** True when `a` is certainly before or smaller than `b`. */
function below(a: Json, b: Json): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  const left = startOfTemporal(a);
  const right = startOfTemporal(b);
  return left !== undefined && right !== undefined && left < right;
}

/** Milliseconds of the moment a date, dateTime or time begins; undefined for other text. */
export function startOfTemporal(value: string): number | undefined {
  const temporal = parseDateTime(value);
  if (temporal) {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = temporal.fields;
    return Date.UTC(year, month - 1, day, hour, minute - (temporal.offset ?? 0)) + second * 1000;
  }
  const time = parseTime(value);
  if (!time) return undefined;
  const [hour = 0, minute = 0, second = 0] = time.fields;
  return (hour * 60 + minute) * 60_000 + second * 1000;
}

/** A value in messages. */
export function shown(value: Json): string {
  if (!isJsonObject(value)) return String(value);
  if (value['value'] !== undefined)
    return `${String(value['value'])} ${text(value, 'code') ?? text(value, 'unit') ?? ''}`.trim();
  return `${text(value, 'system') ?? ''}#${text(value, 'code') ?? ''}`;
}
