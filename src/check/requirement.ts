import { responseOf } from '../model/exchange.ts';
import { PASS } from '../model/verdict.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { anythingAccepted } from './shared/reach.ts';
import { isSuccess } from './shared/refusal.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** A declared case is answered with one of the statuses that its requirement states. */
export const requirement: Check = {
  id: 'requirement',
  title: 'Declared requirements are kept',
  rationale:
    'Some promises stand in prose alone; a suite declares them as cases, and this check holds the system to them.',
  severity: 'medium',
  family: 'requirement',
  basis: 'The requirement that the declared case names.',
  judge(input, context) {
    const { statuses, basis } = input.case.expectation;
    if (!input.last || !statuses) return [];
    if (input.exchange.usedFallback) return [inconclusive('no real value was known for a place in the request')];
    const status = responseOf(input.exchange)?.status;
    if (status !== undefined && statuses.includes(status) && stateReached(input)) return [PASS];
    const reason = unjudgeable(input, context);
    if (reason || status === undefined) return [inconclusive(reason ?? 'no response came')];
    if ((status === 404 || status === 410) && !anythingAccepted(context))
      return [inconclusive(`nothing of the API answers (${status}), so its requirements could not be tried`)];
    if (!stateReached(input))
      return [inconclusive('a request before it was not accepted, so the state was not reached')];
    const expected = statuses.join(' or ');
    return [
      fail({
        message: `${input.case.title}: expected ${expected}, found ${status}.`,
        signature: basis.kind === 'requirement' ? `requirement ${basis.id}` : 'declared expectation',
        evidence: [{ at: 'response.status', expected, found: String(status) }],
        basis,
      }),
    ];
  },
};

function stateReached(input: JudgeInput): boolean {
  return input.trace.slice(0, -1).every((exchange) => isSuccess(responseOf(exchange)?.status ?? 0));
}
