import { describe, expect, it } from 'vitest';
import { authenticationPrecedence } from '../../../src/check/authentication-precedence.ts';
import { accusation, answer, ERRORS, fault, listThings, outcomes, promise, THINGS } from './shared/scene.ts';

const malformed = { intent: 'refuse-auth', fault: fault('query', 'kind', 'enum') } as const;
const judged = (scene: Parameters<typeof outcomes>[1]) =>
  outcomes(authenticationPrecedence, { ...malformed, ...scene });

describe('authentication-precedence', () => {
  it('accuses a fault explained to a stranger, by the 401 described', () => {
    for (const status of [400, 422]) {
      expect(accusation(authenticationPrecedence, { ...malformed, response: answer(status, ERRORS) })).toMatchObject({
        outcome: 'fail',
        signature: 'malformed request judged before authentication',
        basis: { pointer: '/responses/401' },
      });
    }
  });

  it('warns by RFC 9110 where no 401 is described', () => {
    const bare = { ...listThings, responses: [promise('200', 'Things')] };
    const found = accusation(authenticationPrecedence, { ...malformed, operation: bare, response: answer(400) });
    expect(found).toMatchObject({ outcome: 'warn', basis: { section: '15.5.2' } });
  });

  it('passes a refusal for who asks, once the right credential was accepted', () => {
    expect(judged({ response: answer(401, ERRORS) })).toEqual(['pass']);
    expect(judged({ response: answer(403, ERRORS) })).toEqual(['pass']);
    expect(judged({ response: answer(401, ERRORS), control: 'none' })).toEqual(['inconclusive']);
  });

  it('doubts answers of routers, and 400 to a malformed credential', () => {
    for (const status of [404, 405, 415]) expect(judged({ response: answer(status) })).toEqual(['inconclusive']);
    const credential = { use: 'spoilt', scheme: 'bearer', spoil: 'malformed' } as const;
    expect(judged({ credential, response: answer(400) })).toEqual(['inconclusive']);
  });

  it('leaves acceptance, server errors and well-formed requests to other checks', () => {
    expect(judged({ response: answer(200, THINGS) })).toEqual([]);
    expect(judged({ response: answer(500) })).toEqual([]);
    expect(outcomes(authenticationPrecedence, { intent: 'refuse-auth', response: answer(400) })).toEqual([]);
  });
});
