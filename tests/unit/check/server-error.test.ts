import { describe, expect, it } from 'vitest';
import { serverError } from '../../../src/check/server-error.ts';
import { accusation, answer, fault, listThings, outcomes, promise, THINGS } from './shared/scene.ts';

describe('server-error', () => {
  it('accuses a 500, and names the kind of input', () => {
    expect(accusation(serverError, { response: answer(500, 'oops') })).toMatchObject({
      outcome: 'fail',
      signature: '500 on input without a fault',
      basis: { source: 'RFC 9110', section: '15.6.1' },
    });
    const invalid = { intent: 'reject', fault: fault('query', 'kind', 'enum'), response: answer(500) } as const;
    expect(accusation(serverError, invalid).signature).toBe('500 on invalid input');
    expect(accusation(serverError, { ...invalid, intent: 'observe' }).signature).toBe('500 on invalid input');
    expect(accusation(serverError, { intent: 'observe', response: answer(500) }).signature).toBe(
      '500 on input without a fault',
    );
    const stranger = { intent: 'refuse-auth', response: answer(500) } as const;
    expect(accusation(serverError, stranger).signature).toBe('500 on a request without a valid credential');
    expect(accusation(serverError, { ...invalid, notLast: true }).signature).toBe('500 on input without a fault');
  });

  it('passes every answer that is no server error', () => {
    for (const status of [200, 302, 404, 422]) {
      expect(outcomes(serverError, { response: answer(status, THINGS) })).toEqual(['pass']);
    }
  });

  it('takes gateway answers as evidence only where the operation otherwise works', () => {
    for (const status of [502, 503, 504]) {
      expect(outcomes(serverError, { response: answer(status), control: 'none' })).toEqual(['inconclusive']);
      expect(outcomes(serverError, { response: answer(status) })).toEqual(['fail']);
    }
    expect(outcomes(serverError, { response: answer(503, undefined, { 'retry-after': '5' }) })).toEqual([
      'inconclusive',
    ]);
  });

  it('holds a failure against nobody where the description promises nothing else', () => {
    const broken = { ...listThings, responses: [promise('500')] };
    expect(outcomes(serverError, { operation: broken, response: answer(500) })).toEqual(['skip']);
    const honest = { ...listThings, responses: [...listThings.responses, promise('500')] };
    expect(outcomes(serverError, { operation: honest, response: answer(500) })).toEqual(['fail']);
  });

  it('leaves 501 to undeclared-status', () => {
    expect(outcomes(serverError, { response: answer(501) })).toEqual([]);
  });
});
