import { describe, expect, it } from 'vitest';
import { requirement } from '../../../src/check/requirement.ts';
import { accusation, answer, exchange, outcomes, readThing } from './shared/scene.ts';

const declared = { operation: readThing, statuses: [400], basis: { kind: 'requirement', id: 'T-1' } } as const;
const judged = (scene: Parameters<typeof outcomes>[1]) => outcomes(requirement, { ...declared, ...scene });

describe('requirement', () => {
  it('accuses a status that the requirement does not list', () => {
    expect(accusation(requirement, { ...declared, response: answer(200) })).toMatchObject({
      outcome: 'fail',
      signature: 'requirement T-1',
      basis: { kind: 'requirement', id: 'T-1' },
    });
  });

  it('passes a listed status, even one that is otherwise taken as environment', () => {
    expect(judged({ response: answer(400) })).toEqual(['pass']);
    expect(judged({ statuses: [401], response: answer(401) })).toEqual(['pass']);
  });

  it('doubts where the state before was not reached, or a place had no real value', () => {
    const refused = exchange('POST', 'http://127.0.0.1/things', answer(422));
    expect(judged({ before: [refused], response: answer(200) })).toEqual(['inconclusive']);
    expect(judged({ before: [refused], response: answer(400) })).toEqual(['inconclusive']);
    expect(judged({ usedFallback: true, response: answer(404) })).toEqual(['inconclusive']);
  });

  it('doubts where nothing of the API is there', () => {
    for (const status of [404, 410])
      expect(judged({ response: answer(status), control: 'none' })).toEqual(['inconclusive']);
    expect(judged({ response: answer(404) })).toEqual(['fail']);
    expect(judged({ statuses: [404], response: answer(404), control: 'none' })).toEqual(['pass']);
  });

  it('judges only the last step of declared cases', () => {
    expect(judged({ notLast: true, response: answer(200) })).toEqual([]);
    expect(outcomes(requirement, { response: answer(200) })).toEqual([]);
  });
});
