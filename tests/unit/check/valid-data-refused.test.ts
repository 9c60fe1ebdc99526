import { describe, expect, it } from 'vitest';
import { validDataRefused } from '../../../src/check/valid-data-refused.ts';
import { accusation, answer, createThing, ERRORS, learntId, outcomes, readThing, THINGS } from './shared/scene.ts';

const kind = { query: [['kind', 'a']] } as const;
const judged = (scene: Parameters<typeof outcomes>[1]) => outcomes(validDataRefused, scene);

describe('valid-data-refused', () => {
  it('accuses a refusal as malformed of closely described input, on an operation that works', () => {
    expect(accusation(validDataRefused, { ...kind, response: answer(400, ERRORS) })).toMatchObject({
      outcome: 'fail',
      signature: 'refused with 400',
      basis: { pointer: '/basis' },
    });
    expect(judged({ ...kind, response: answer(422, ERRORS) })).toEqual(['fail']);
  });

  it('passes acceptance', () => {
    expect(judged({ ...kind, response: answer(200, THINGS) })).toEqual(['pass']);
  });

  it('doubts where nothing was ever accepted, or a place had no real value', () => {
    expect(judged({ ...kind, response: answer(400), control: 'none' })).toEqual(['inconclusive']);
    expect(judged({ ...kind, response: answer(400), usedFallback: true })).toEqual(['inconclusive']);
  });

  it('doubts where a plain string may be bound by prose, but not where its value was learnt', () => {
    expect(judged({ query: [['text', 'anything']], response: answer(400) })).toEqual(['inconclusive']);
    expect(judged({ operation: readThing, id: 'x', response: answer(400) })).toEqual(['inconclusive']);
    expect(judged({ operation: readThing, id: learntId, response: answer(400) })).toEqual(['fail']);
  });

  it('allows business rules on writes', () => {
    const write = { operation: createThing, json: { id: 'x', state: 'open' } } as const;
    for (const status of [403, 404, 409, 422]) {
      expect(judged({ ...write, response: answer(status) })).toEqual(['inconclusive']);
    }
    expect(judged({ ...write, response: answer(400) })).toEqual(['fail']);
    const noBusiness = { ...createThing, responses: createThing.responses.filter(({ status }) => status !== '422') };
    expect(judged({ ...write, operation: noBusiness, response: answer(400) })).toEqual(['inconclusive']);
    expect(judged({ ...write, response: answer(415) })).toEqual(['fail']);
  });

  it('leaves server errors, declared cases and other intents alone', () => {
    expect(judged({ response: answer(500) })).toEqual([]);
    expect(judged({ statuses: [200], response: answer(400) })).toEqual([]);
    expect(judged({ intent: 'observe', response: answer(400) })).toEqual([]);
  });
});
