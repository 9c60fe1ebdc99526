import { describe, expect, it } from 'vitest';
import { undeclaredMethod } from '../../../src/check/undeclared-method.ts';
import { accusation, answer, fault, outcomes } from './shared/scene.ts';

const foreign = { intent: 'reject', fault: fault('method', 'PUT', 'method'), method: 'PUT' } as const;
const judged = (scene: Parameters<typeof outcomes>[1]) => outcomes(undeclaredMethod, { ...foreign, ...scene });

describe('undeclared-method', () => {
  it('accuses an undescribed method that is accepted', () => {
    const found = accusation(undeclaredMethod, { ...foreign, response: answer(200, {}) });
    expect(found).toMatchObject({ outcome: 'fail', signature: 'PUT accepted', basis: { pointer: '/clause/method' } });
  });

  it('lets HTTP give every resource HEAD and OPTIONS', () => {
    expect(judged({ method: 'OPTIONS', response: answer(204) })).toEqual(['pass']);
    expect(judged({ method: 'HEAD', response: answer(200) })).toEqual(['pass']);
  });

  it('passes refusals, with Allow or without', () => {
    expect(judged({ response: answer(405, undefined, { allow: 'GET' }) })).toEqual(['pass']);
    expect(judged({ response: answer(404) })).toEqual(['pass']);
    expect(judged({ response: answer(501) })).toEqual(['pass']);
    expect(judged({ response: answer(405) })).toEqual(['pass']);
  });

  it('draws nothing from redirects, refusals of the asker, and server errors', () => {
    for (const status of [301, 401, 403]) expect(judged({ response: answer(status) })).toEqual(['inconclusive']);
    expect(judged({ response: answer(500) })).toEqual([]);
    expect(outcomes(undeclaredMethod, { response: answer(200) })).toEqual([]);
  });
});
