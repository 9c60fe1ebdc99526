import { describe, expect, it } from 'vitest';
import { invalidDataAccepted } from '../../../src/check/invalid-data-accepted.ts';
import {
  accusation,
  answer,
  createThing,
  ERRORS,
  fault,
  listThings,
  outcomes,
  promise,
  readThing,
  THING,
  THINGS,
} from './shared/scene.ts';

const strict = { ...listThings, responses: [...listThings.responses, promise('400', 'Errors')] };
const badKind = { intent: 'reject', fault: fault('query', 'kind', 'enum') } as const;
const badBody = {
  operation: createThing,
  intent: 'reject',
  fault: fault('body', '/tags/3/name', 'maxLength'),
} as const;
const judged = (scene: Parameters<typeof outcomes>[1]) => outcomes(invalidDataAccepted, scene);

describe('invalid-data-accepted', () => {
  it('accuses acceptance where a refusal is described, by the clause of the fault', () => {
    expect(
      accusation(invalidDataAccepted, { ...badKind, operation: strict, response: answer(200, THINGS) }),
    ).toMatchObject({
      outcome: 'fail',
      signature: 'query kind enum',
      basis: { pointer: '/clause/enum' },
    });
    expect(accusation(invalidDataAccepted, { ...badBody, response: answer(201, THING) }).signature).toBe(
      'body /tags/*/name maxLength',
    );
  });

  it('cannot accuse where the description promises no refusal of a parameter', () => {
    expect(judged({ ...badKind, response: answer(200, THINGS) })).toEqual(['inconclusive']);
  });

  it('warns where a bad body is accepted without a described refusal', () => {
    const lenient = { ...createThing, responses: [promise('201', 'Thing')] };
    expect(judged({ ...badBody, operation: lenient, response: answer(201, THING) })).toEqual(['warn']);
    const other = { ...badBody, fault: fault('body', '/name', 'minLength') };
    const signatures = [badBody, other].map(
      (scene) =>
        accusation(invalidDataAccepted, { ...scene, operation: lenient, response: answer(201, THING) }).signature,
    );
    expect(new Set(signatures).size).toBe(1);
    const media = { ...badBody, fault: fault('media-type', 'text/plain', 'enum') };
    expect(judged({ ...media, response: answer(201, THING) })).toEqual(['warn']);
  });

  it('never takes an unknown query parameter as a fault', () => {
    const extra = { intent: 'reject', fault: fault('query', 'filter', 'additionalProperties') } as const;
    expect(judged({ ...extra, operation: strict, response: answer(200, THINGS) })).toEqual([]);
  });

  it('passes a refusal, when valid input was accepted at other times', () => {
    expect(judged({ ...badKind, operation: strict, response: answer(400, ERRORS) })).toEqual(['pass']);
    expect(judged({ ...badKind, operation: strict, response: answer(400, ERRORS), control: 'none' })).toEqual([
      'inconclusive',
    ]);
    expect(judged({ ...badBody, response: answer(422, ERRORS), control: 'none' })).toEqual(['pass']);
    const badId = { operation: readThing, intent: 'reject', fault: fault('path', 'id', 'format') } as const;
    expect(judged({ ...badId, response: answer(404) })).toEqual(['pass']);
  });

  it('draws nothing from refusals for another reason, queued work, redirects and server errors', () => {
    for (const status of [302, 403, 404, 409])
      expect(judged({ ...badBody, response: answer(status) })).toEqual(['inconclusive']);
    expect(judged({ ...badBody, response: answer(202) })).toEqual(['inconclusive']);
    expect(judged({ ...badBody, response: answer(500) })).toEqual([]);
    expect(judged({ intent: 'accept', response: answer(200) })).toEqual([]);
  });
});
