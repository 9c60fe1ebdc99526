import type { JsonObject } from '../../kernel/json.ts';
import { object, objects, text } from '../definitions/members.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';
import { isEnabled } from './enable-when.ts';
import { answerCount, checkAnswer } from './questionnaire-answer.ts';
import { findQuestion, itemSetting, type QuestionItem, questionItems } from './questionnaire-definition.ts';

const CLAUSE = 'FHIR, questionnaireresponse.html#notes';
const about = (code: string, rule: string) => ({ code, rule: `questionnaire-${rule}`, clause: CLAUSE });

interface Placed {
  readonly item: JsonObject;
  readonly index: number;
}

/** States in which a response need not be whole. */
const UNFINISHED = new Set(['in-progress', 'stopped', 'entered-in-error']);

interface Run {
  readonly session: Session;
  readonly questions: readonly QuestionItem[];
  /** An unfinished response may lack required answers. */
  readonly inProgress: boolean;
}

/** Check a QuestionnaireResponse against its Questionnaire, where that is held. */
export function checkQuestionnaireResponse(session: Session, frame: ResourceFrame): void {
  const { definitions } = session.engine;
  const canonical =
    definitions.version === '3.0'
      ? text(object(frame.value, 'questionnaire'), 'reference')
      : text(frame.value, 'questionnaire');
  if (canonical === undefined) return;
  const questionnaire = canonical.startsWith('#')
    ? objects(frame.value, 'contained').find((each) => text(each, 'id') === canonical.slice(1))
    : definitions.canonical(canonical)?.resource;
  if (!questionnaire || text(questionnaire, 'resourceType') !== 'Questionnaire') {
    session.leaveOpen('questionnaire', canonical, 'the questionnaire is not held here');
    return;
  }
  const run: Run = {
    session,
    questions: questionItems(questionnaire, definitions.version),
    inProgress: UNFINISHED.has(text(frame.value, 'status') ?? ''),
  };
  checkItems(run, run.questions, frame.value, [frame.value]);
}

/** Check the items below a response, an item or an answer against the questions due there. */
function checkItems(
  run: Run,
  questions: readonly QuestionItem[],
  holder: JsonObject,
  around: readonly JsonObject[],
): void {
  const { session } = run;
  const byLink = new Map<string, Placed[]>();
  let last = -1;
  objects(holder, 'item').forEach((item, index) => {
    const linkId = text(item, 'linkId');
    if (linkId === undefined) return;
    const at = questions.findIndex((question) => question.linkId === linkId);
    if (at < 0) {
      misplaced(run, linkId, item, index, around);
      return;
    }
    if (at < last) {
      session.enter('item', 'item', index);
      session.report(about('structure', 'order'), `The item '${linkId}' is out of order`);
      session.leave();
    }
    last = Math.max(last, at);
    const placed = byLink.get(linkId);
    if (placed) placed.push({ item, index });
    else byLink.set(linkId, [{ item, index }]);
  });
  for (const question of questions) checkQuestion(run, question, byLink.get(question.linkId), around);
}

function misplaced(run: Run, linkId: string, item: JsonObject, index: number, around: readonly JsonObject[]): void {
  const { session } = run;
  const question = findQuestion(run.questions, linkId);
  if (!question) {
    session.report(about('not-found', 'link-id'), `The linkId '${linkId}' is not in the questionnaire`, '', [
      'item',
      index,
    ]);
    return;
  }
  session.enter('item', 'item', index);
  session.report(about('structure', 'place'), `The item '${linkId}' is in the wrong place`);
  session.leave();
  checkResponse(run, question, { item, index }, around);
}

function checkQuestion(
  run: Run,
  question: QuestionItem,
  placed: readonly Placed[] | undefined,
  around: readonly JsonObject[],
): void {
  const { session } = run;
  const enabled = isEnabled(question, around);
  if (!placed) {
    if (enabled === true && question.required) missing(run, question);
    return;
  }
  const second = placed[1];
  if (second && !question.repeats) {
    session.enter('item', 'item', second.index);
    session.report(about('invalid', 'repeats'), `Only one item with the linkId '${question.linkId}' is allowed`);
    session.leave();
  }
  for (const each of placed) {
    session.enter('item', 'item', each.index);
    if (enabled === false && hasContent(each.item))
      session.report(
        about('invalid', 'enabled'),
        `The item '${question.linkId}' is answered although it is not enabled`,
      );
    session.leave();
    checkResponse(run, question, each, around);
  }
  checkOccurs(run, question, placed);
}

function hasContent(item: JsonObject): boolean {
  return objects(item, 'answer').length > 0 || objects(item, 'item').some(hasContent);
}

function missing(run: Run, question: QuestionItem): void {
  const severity = run.inProgress ? 'warning' : 'error';
  run.session.report(
    { ...about('required', 'required'), severity },
    `No answer found for the required item '${question.linkId}'`,
  );
}

function checkOccurs(run: Run, question: QuestionItem, placed: readonly Placed[]): void {
  const first = placed[0];
  if (!first || question.type === 'group' || question.type === 'display') return;
  const count = answerCount(placed.map(({ item }) => item));
  const most = itemSetting(question, 'questionnaire-maxOccurs');
  const least = itemSetting(question, 'questionnaire-minOccurs');
  const { session } = run;
  session.enter('item', 'item', first.index);
  if (typeof most === 'number' && count > most)
    session.report(about('invalid', 'occurs'), `At most ${most} answers are allowed, but there are ${count}`);
  if (typeof least === 'number' && count < least && !run.inProgress)
    session.report(about('invalid', 'occurs'), `At least ${least} answers are required, but there are ${count}`);
  session.leave();
}

/** Check one response item against its question. */
function checkResponse(run: Run, question: QuestionItem, { item, index }: Placed, around: readonly JsonObject[]): void {
  const { session } = run;
  const answers = objects(item, 'answer');
  session.enter('item', 'item', index);
  const written = text(item, 'text');
  if (written !== undefined && written !== question.text)
    session.report(about('invalid', 'text'), `The text of the item '${question.linkId}' is not the questionnaire's`);
  if (answers.length === 0 && question.required && question.type !== 'group' && isEnabled(question, around) === true)
    missing(run, question);
  if (question.required && question.type === 'group' && objects(item, 'item').length === 0 && !run.inProgress)
    session.report(about('required', 'required'), `The required group '${question.linkId}' has no items`);
  if (answers.length > 1 && !question.repeats && ANSWERABLE(question.type))
    session.report(about('invalid', 'repeats'), `Only one answer to the item '${question.linkId}' is allowed`);
  checkShape(run, question, item, answers);
  answers.forEach((answer, at) => {
    session.enter('answer', 'answer', at);
    checkAnswer(session, question, answer, answers);
    if (ANSWERABLE(question.type)) checkItems(run, question.items, answer, [answer, item, ...around]);
    session.leave();
  });
  if (question.type === 'group') checkItems(run, question.items, item, [item, ...around]);
  session.leave();
}

const ANSWERABLE = (type: string): boolean => type !== 'group' && type !== 'display';

function checkShape(run: Run, question: QuestionItem, item: JsonObject, answers: readonly JsonObject[]): void {
  const { session } = run;
  const { type } = question;
  const abstract = type === 'question' && session.engine.definitions.version !== '3.0';
  if (answers.length > 0 && (type === 'group' || type === 'display' || abstract))
    session.report(about('structure', 'shape'), `Items of type '${type}' cannot have answers`);
  if (type !== 'group' && objects(item, 'item').length > 0)
    session.report(
      about('structure', 'shape'),
      type === 'display'
        ? "Items of type 'display' cannot have items"
        : 'Items below a question belong in its answers (answer.item)',
    );
}
