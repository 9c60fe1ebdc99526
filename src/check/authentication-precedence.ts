import { responseOf } from '../model/exchange.ts';
import { promiseFor } from '../model/operation.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { environmental, usesForeignMethod } from './shared/environment.ts';
import { imposture } from './shared/imposture.ts';
import { credentialProven } from './shared/reach.ts';
import { isSuccess } from './shared/refusal.ts';
import { fail, inconclusive, warn } from './shared/verdict.ts';

/** Who asks is settled before what is asked. */
export const authenticationPrecedence: Check = {
  id: 'authentication-precedence',
  title: 'Authentication comes before validation',
  rationale: 'A server that explains faults to strangers lets them map its rules, and runs its parsers for them.',
  severity: 'medium',
  family: 'authentication',
  basis: 'The 401 described for the operation; RFC 9110 §15.5.2 where none is.',
  judge(input, context) {
    if (!input.last || input.case.intent !== 'refuse-auth' || !input.case.fault || usesForeignMethod(input)) return [];
    const reason = environmental(input, context);
    const status = responseOf(input.exchange)?.status;
    if (reason || status === undefined) return [inconclusive(reason ?? 'no response came')];
    if (isSuccess(status) || status >= 500) return [];
    if (status !== 401 && status !== 403) return [outOfOrder(input, status)];
    return credentialProven(input.operation, context)
      ? [PASS]
      : [inconclusive('the right credential was never accepted here, so a refusal shows nothing')];
  },
};

function outOfOrder(input: JudgeInput, status: number): Verdict {
  const { who, malformed } = imposture(input.step.credential, input.operation);
  // Routers answer 404, 405 and 415 before any code of the operation runs: that gives little away.
  if ((status !== 400 && status !== 422) || malformed) {
    return inconclusive(`refused before authentication, but perhaps not for the fault (${status})`);
  }
  const promised = promiseFor(input.operation, 401);
  const accusation = {
    message: `A malformed request ${who} must be answered with 401, but its fault was judged first, with ${status}.`,
    signature: 'malformed request judged before authentication',
    evidence: [{ at: 'response.status' as const, expected: '401', found: String(status) }],
    basis: promised?.ref ?? rfc(9110, '15.5.2'),
  };
  return promised ? fail(accusation) : warn({ ...accusation, severity: 'low' });
}
