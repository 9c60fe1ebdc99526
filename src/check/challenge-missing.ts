import { headerOf, responseOf } from '../model/exchange.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS } from '../model/verdict.ts';
import type { Check } from './shared/check.ts';
import { warn } from './shared/verdict.ts';

/** A 401 says how to authenticate. */
export const challengeMissing: Check = {
  id: 'challenge-missing',
  title: 'A 401 carries a challenge',
  rationale: 'Without WWW-Authenticate a client cannot know which scheme is wanted, and generic clients do not retry.',
  severity: 'low',
  family: 'authentication',
  basis: 'RFC 9110 §11.6.1: a 401 answer must carry WWW-Authenticate with at least one challenge.',
  judge(input) {
    const response = responseOf(input.exchange);
    if (response?.status !== 401) return [];
    const challenge = headerOf(response, 'www-authenticate');
    if (challenge?.trim()) return [PASS];
    return [
      warn({
        message: 'A 401 answer must carry a WWW-Authenticate header with a challenge, but it has none.',
        signature: 'no challenge in a 401',
        evidence: [{ at: 'response.header', pointer: 'www-authenticate', expected: 'a challenge', found: 'none' }],
        basis: rfc(9110, '11.6.1'),
      }),
    ];
  },
};
