import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { choice, items, number, text } from '../definitions/members.ts';
import { restReference } from '../validate/resolver.ts';
import type { Session } from '../validate/session.ts';
import { checkLimits, shown } from './answer-limits.ts';
import { decodedLength } from './attachment.ts';
import { sameAnswer } from './enable-when.ts';
import { itemSetting, itemSettings, type QuestionItem } from './questionnaire-definition.ts';

const CLAUSE = 'FHIR, questionnaireresponse.html#notes';
const about = (rule: string) => ({ code: 'invariant', rule: `questionnaire-${rule}`, clause: CLAUSE });

/** The answer types of each question type (questionnaire.html, item types). */
const ANSWER_TYPES: Readonly<Record<string, readonly string[]>> = {
  boolean: ['Boolean'],
  decimal: ['Decimal'],
  integer: ['Integer'],
  date: ['Date'],
  dateTime: ['DateTime'],
  time: ['Time'],
  string: ['String'],
  text: ['String'],
  url: ['Uri'],
  attachment: ['Attachment'],
  reference: ['Reference'],
  quantity: ['Quantity'],
  choice: ['Coding', 'Date', 'Time', 'Integer', 'String'],
  'open-choice': ['Coding', 'Date', 'Time', 'Integer', 'String'],
};
const PRIMITIVE = new Set(['Boolean', 'Decimal', 'Integer', 'Date', 'DateTime', 'Time', 'String', 'Uri']);

/** Check one answer, at which the session stands, against its question. */
export function checkAnswer(
  session: Session,
  question: QuestionItem,
  answer: JsonObject,
  all: readonly JsonObject[],
): void {
  const value = choice(answer, 'value');
  if (!value) return;
  const fhirType = PRIMITIVE.has(value.type) ? value.type.charAt(0).toLowerCase() + value.type.slice(1) : value.type;
  session.enter(`value.ofType(${fhirType})`, `value${value.type}`, -1);
  const allowed = ANSWER_TYPES[question.type];
  const offered = question.options.some(({ type }) => type === value.type);
  if (allowed && !offered && !allowed.includes(value.type)) {
    const expected = allowed.map((type) => (PRIMITIVE.has(type) ? type.charAt(0).toLowerCase() + type.slice(1) : type));
    session.report(about('answer-type'), `The answer must be of the type ${expected.join(' or ')}, not ${fhirType}`);
  } else {
    checkLimits(session, question, fhirType, value.value, (message) => session.report(about('limit'), message));
    if (value.type === 'Reference') checkReferenceType(session, question, value.value);
    if (value.type === 'Attachment') checkAttached(session, question, value.value);
    checkChoice(session, question, value.type, value.value);
    checkUnit(session, question, value.type, value.value);
  }
  session.leave();
  checkExclusive(session, question, value.value, all);
}

function checkReferenceType(session: Session, question: QuestionItem, value: Json): void {
  const reference = text(value, 'reference') ?? '';
  const rest = /([A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}$/.exec(reference.slice(-200));
  const type = restReference(reference)?.type ?? rest?.[1];
  if (type !== undefined && /^[A-Z]/.test(type) && session.engine.types.type(type)?.kind !== 'resource')
    session.report(about('reference-type'), `There is no resource type '${type}' (in the reference ${reference})`);
  const allowed = itemSettings(question, 'questionnaire-referenceResource');
  if (type !== undefined && allowed.length > 0 && !allowed.includes(type))
    session.report(
      about('reference-type'),
      `A reference to ${type} is not allowed; the question allows ${allowed.join(', ')}`,
    );
}

function checkAttached(session: Session, question: QuestionItem, value: Json): void {
  const types = itemSettings(question, 'mimeType');
  const type = text(value, 'contentType');
  if (types.length > 0 && type !== undefined && !types.includes(type))
    session.report(
      about('attachment'),
      `The content type ${type} is not allowed; the question allows ${types.join(', ')}`,
    );
  const most = itemSetting(question, 'maxSize');
  const data = text(value, 'data');
  const size = number(value, 'size') ?? (data === undefined ? undefined : decodedLength(data));
  if (typeof most === 'number' && size !== undefined && size > most * 1_000_000)
    session.report(about('attachment'), `The attachment has ${size} bytes; the question allows ${most} MB`);
}

function checkChoice(session: Session, question: QuestionItem, type: string, value: Json): void {
  const open = question.type === 'open-choice';
  const listed = question.options.length > 0 || question.valueSet !== undefined;
  const noStrings = listed && question.options.every((option) => option.type !== 'String');
  if (question.type === 'choice' && type === 'String' && noStrings) {
    session.report(about('option'), `The answer ${shown(value)} must be a Coding`);
    return;
  }
  if (open && type === 'String') return;
  if (question.options.length > 0) {
    const comparable = question.options.filter((option) => option.type === type);
    if (!comparable.some((option) => sameAnswer(option.value, value)))
      session.report(about('option'), `The ${type} ${shown(value)} is not among the permitted values`);
    return;
  }
  if (question.valueSet !== undefined) checkValueSet(session, question.valueSet, value);
}

function checkValueSet(session: Session, valueSet: string, value: Json): void {
  const { terminology } = session.engine;
  const code = isJsonObject(value) ? text(value, 'code') : value;
  if (isJsonObject(value) && code === undefined)
    session.report(about('option'), `The answer has no code, and one from the value set ${valueSet} is required`);
  if (typeof code !== 'string') return;
  const system = isJsonObject(value) ? (text(value, 'system') ?? '') : undefined;
  const answer = valueSet.startsWith('#') ? undefined : terminology.holds(valueSet, system, code);
  if (answer === undefined)
    session.leaveOpen('value-set', valueSet, `${shown(value)}: the value set cannot be expanded here`);
  else if (!answer) session.report(about('option'), `The value ${shown(value)} is not in the value set ${valueSet}`);
}

function checkUnit(session: Session, question: QuestionItem, type: string, value: Json): void {
  if (type !== 'Quantity' || !isJsonObject(value)) return;
  const valueSet = itemSetting(question, 'questionnaire-unitValueSet');
  const code = text(value, 'code');
  const units = itemSettings(question, 'questionnaire-unitOption').filter(isJsonObject);
  if (
    units.length > 0 &&
    !units.some((unit) => text(unit, 'code') === code && text(unit, 'system') === text(value, 'system'))
  )
    session.report(about('unit'), `The unit ${shown(value)} is not among the permitted units`);
  if (typeof valueSet !== 'string' || code === undefined) return;
  if (session.engine.terminology.holds(valueSet, text(value, 'system') ?? '', code) === false)
    session.report(about('unit'), `The unit ${shown(value)} is not in the value set ${valueSet}`);
}

function checkExclusive(session: Session, question: QuestionItem, value: Json, all: readonly JsonObject[]): void {
  if (all.length < 2) return;
  const option = question.options.find((each) => sameAnswer(each.value, value));
  if (option?.exclusive)
    session.report(
      about('exclusive'),
      `The answer ${shown(value)} is an exclusive option; nothing else can be selected with it`,
    );
}

/** How many answers an item has, over all its repetitions. */
export function answerCount(responses: readonly JsonObject[]): number {
  return responses.reduce((sum, response) => sum + items(response, 'answer').length, 0);
}
