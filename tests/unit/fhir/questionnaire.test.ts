import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kernel/json.ts';
import { rulesOf } from './judge.ts';

const CORE = 'http://hl7.org/fhir/StructureDefinition/';
const url = 'http://a.test/Questionnaire/q';

function check(questions: JsonObject[], answers: JsonObject[], more: JsonObject = {}): string[] {
  const questionnaire = { resourceType: 'Questionnaire', url, status: 'active', item: questions };
  const response = {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    questionnaire: url,
    ...(answers.length > 0 && { item: answers }),
    ...more,
  };
  return rulesOf(response, { definitions: [questionnaire] });
}

const question = (linkId: string, type: string, more: JsonObject = {}): JsonObject => ({ linkId, type, ...more });
const answer = (linkId: string, ...values: JsonObject[]): JsonObject => ({ linkId, answer: values });

describe('QuestionnaireResponse against its Questionnaire', () => {
  test.each<[string, JsonObject[], JsonObject[], string[]]>([
    ['a fitting answer', [question('1', 'string')], [answer('1', { valueString: 'a' })], []],
    ['an unknown linkId', [question('1', 'string')], [answer('2', { valueString: 'a' })], ['questionnaire-link-id']],
    [
      'a wrong answer type',
      [question('1', 'date')],
      [answer('1', { valueString: 'a' })],
      ['questionnaire-answer-type'],
    ],
    ['a missing required item', [question('1', 'string', { required: true })], [], ['questionnaire-required']],
    [
      'two answers',
      [question('1', 'string')],
      [answer('1', { valueString: 'a' }, { valueString: 'b' })],
      ['questionnaire-repeats'],
    ],
    [
      'two answers that may repeat',
      [question('1', 'string', { repeats: true })],
      [answer('1', { valueString: 'a' }, { valueString: 'b' })],
      [],
    ],
    ['answers to a display', [question('1', 'display')], [answer('1', { valueString: 'a' })], ['questionnaire-shape']],
    [
      'items out of order',
      [question('1', 'string'), question('2', 'string')],
      [answer('2', { valueString: 'a' }), answer('1', { valueString: 'b' })],
      ['questionnaire-order'],
    ],
    [
      'an answer that is too long',
      [question('1', 'string', { maxLength: 2 })],
      [answer('1', { valueString: 'abc' })],
      ['questionnaire-limit'],
    ],
    [
      'a number beyond its limit',
      [question('1', 'integer', { extension: [{ url: `${CORE}maxValue`, valueInteger: 3 }] })],
      [answer('1', { valueInteger: 4 })],
      ['questionnaire-limit'],
    ],
    [
      'an answer that is no option',
      [question('1', 'choice', { answerOption: [{ valueCoding: { system: 'http://example.org/s', code: 'a' } }] })],
      [answer('1', { valueCoding: { system: 'http://example.org/s', code: 'b' } })],
      ['questionnaire-option'],
    ],
    [
      'free text where the choice is open',
      [
        question('1', 'open-choice', {
          answerOption: [{ valueCoding: { system: 'http://example.org/s', code: 'a' } }],
        }),
      ],
      [answer('1', { valueString: 'b' })],
      [],
    ],
    [
      'a code outside the value set',
      [question('1', 'choice', { answerValueSet: 'http://hl7.org/fhir/ValueSet/administrative-gender' })],
      [answer('1', { valueCoding: { system: 'http://example.org/s', code: 'x' } })],
      ['questionnaire-option'],
    ],
  ])('%s', (_what, questions, answers, rules) => {
    expect(check(questions, answers)).toEqual(rules);
  });

  const conditional = [
    question('1', 'boolean'),
    question('2', 'string', { required: true, enableWhen: [{ question: '1', operator: '=', answerBoolean: true }] }),
  ];

  test('a required item is due only when it is enabled', () => {
    expect(check(conditional, [answer('1', { valueBoolean: true })])).toEqual(['questionnaire-required']);
    expect(check(conditional, [answer('1', { valueBoolean: false })])).toEqual([]);
  });

  test('an item that is not enabled has no answer', () => {
    expect(check(conditional, [answer('1', { valueBoolean: false }), answer('2', { valueString: 'a' })])).toEqual([
      'questionnaire-enabled',
    ]);
  });

  test('an unfinished response may lack answers', () => {
    expect(check([question('1', 'string', { required: true })], [], { status: 'in-progress' })).toEqual([]);
  });

  test('items below a question belong in its answers', () => {
    const questions = [question('1', 'string', { item: [question('1.1', 'string')] })];
    expect(
      check(questions, [{ linkId: '1', answer: [{ valueString: 'a', item: [answer('1.1', { valueString: 'b' })] }] }]),
    ).toEqual([]);
    expect(check(questions, [{ linkId: '1', item: [answer('1.1', { valueString: 'b' })] }])).toContain(
      'questionnaire-shape',
    );
  });
});
