import { describe, expect, it } from 'vitest';
import { challengeMissing } from '../../../src/check/challenge-missing.ts';
import { accusation, answer, ERRORS, outcomes } from './shared/scene.ts';

describe('challenge-missing', () => {
  it('warns of a 401 without a challenge, or with an empty one', () => {
    expect(accusation(challengeMissing, { intent: 'refuse-auth', response: answer(401, ERRORS) })).toMatchObject({
      outcome: 'warn',
      basis: { source: 'RFC 9110', section: '11.6.1' },
    });
    const blank = answer(401, ERRORS, { 'www-authenticate': ' ' });
    expect(outcomes(challengeMissing, { response: blank })).toEqual(['warn']);
  });

  it('passes a challenge and ignores every other status', () => {
    const challenged = answer(401, ERRORS, { 'www-authenticate': 'Bearer' });
    expect(outcomes(challengeMissing, { response: challenged })).toEqual(['pass']);
    for (const status of [200, 403, 429]) expect(outcomes(challengeMissing, { response: answer(status) })).toEqual([]);
  });
});
