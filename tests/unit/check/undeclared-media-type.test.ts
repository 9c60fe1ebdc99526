import { describe, expect, it } from 'vitest';
import { undeclaredMediaType } from '../../../src/check/undeclared-media-type.ts';
import { accusation, answer, deleteThing, listThings, outcomes, promise, THINGS } from './shared/scene.ts';

const typed = (type: string, status = 200) => answer(status, THINGS, { 'content-type': type });

describe('undeclared-media-type', () => {
  it('passes the described type whatever its parameters and case', () => {
    for (const type of ['application/json', 'Application/JSON; charset=utf-8', 'application/json;charset="utf-8"']) {
      expect(outcomes(undeclaredMediaType, { response: typed(type) }), type).toEqual(['pass']);
    }
  });

  it('accuses another type, a suffix type that is not described, and a malformed one', () => {
    for (const type of ['text/html', 'application/problem+json', 'json', 'application/']) {
      const found = accusation(undeclaredMediaType, { response: typed(type) });
      expect(found, type).toMatchObject({ outcome: 'fail', signature: '200: content type not described' });
    }
  });

  it('accuses a body without a content type mildly', () => {
    expect(accusation(undeclaredMediaType, { response: typed('') })).toMatchObject({
      outcome: 'fail',
      severity: 'low',
    });
  });

  it('honours ranges', () => {
    const [content] = promise('200', 'Things').content;
    const ranged = (mediaType: string) => ({
      ...listThings,
      responses: [{ ...promise('200'), content: content ? [{ ...content, mediaType }] : [] }],
    });
    expect(outcomes(undeclaredMediaType, { operation: ranged('text/*'), response: typed('text/csv') })).toEqual([
      'pass',
    ]);
    expect(outcomes(undeclaredMediaType, { operation: ranged('*/*'), response: typed('image/png') })).toEqual(['pass']);
    expect(outcomes(undeclaredMediaType, { operation: ranged('text/*'), response: typed('image/png') })).toEqual([
      'fail',
    ]);
  });

  it('does not judge what has no body, no promise, or another check', () => {
    expect(outcomes(undeclaredMediaType, { operation: deleteThing, response: answer(204) })).toEqual([]);
    expect(outcomes(undeclaredMediaType, { response: answer(200) })).toEqual([]);
    expect(outcomes(undeclaredMediaType, { response: typed('text/html', 418) })).toEqual([]);
    expect(outcomes(undeclaredMediaType, { intent: 'refuse-auth', response: typed('text/html', 401) })).toEqual([]);
    const plain = { ...listThings, responses: [promise('200')] };
    expect(outcomes(undeclaredMediaType, { operation: plain, response: typed('text/html') })).toEqual(['skip']);
  });
});
