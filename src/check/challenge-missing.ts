import { headerOf, responseOf } from '../model/exchange.ts';
import { promiseFor } from '../model/operation.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS } from '../model/verdict.ts';
import type { Check } from './shared/check.ts';
import { anythingAccepted } from './shared/reach.ts';
import { fail, inconclusive, warn } from './shared/verdict.ts';

/** A 401 says how to authenticate. */
export const challengeMissing: Check = {
  id: 'challenge-missing',
  title: 'A 401 carries a challenge',
  rationale: 'Without WWW-Authenticate a client cannot know which scheme is wanted, and generic clients do not retry.',
  severity: 'low',
  family: 'authentication',
  basis: 'RFC 9110 §11.6.1: a 401 answer must carry WWW-Authenticate with at least one challenge.',
  judge(input, context) {
    const response = responseOf(input.exchange);
    if (response?.status !== 401) return [];
    const challenge = headerOf(response, 'www-authenticate');
    if (challenge?.trim()) return [PASS];
    if (!anythingAccepted(context)) return [inconclusive('nothing was ever accepted, so it is not known who refuses')];
    const accusation = {
      message: 'A 401 answer must carry a WWW-Authenticate header with a challenge, but it has none.',
      signature: 'no challenge in a 401',
      evidence: [
        { at: 'response.header' as const, pointer: 'www-authenticate', expected: 'a challenge', found: 'none' },
      ],
    };
    const promised = promiseFor(input.operation, 401)?.headers.find(({ name }) => name === 'www-authenticate');
    return [
      promised?.required
        ? fail({ ...accusation, basis: promised.ref })
        : warn({ ...accusation, basis: rfc(9110, '11.6.1') }),
    ];
  },
};
