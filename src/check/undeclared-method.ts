import { type ReceivedResponse, responseOf } from '../model/exchange.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { environmental } from './shared/environment.ts';
import { isSuccess } from './shared/refusal.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** Methods that HTTP itself gives every resource (RFC 9110 §9.3.2, §9.3.7). */
const ALWAYS_ALLOWED = new Set(['HEAD', 'OPTIONS']);

/** A method that is not described is refused. */
export const undeclaredMethod: Check = {
  id: 'undeclared-method',
  title: 'Undescribed methods are refused',
  rationale: 'A forgotten PUT or DELETE is an entrance that nobody reviews.',
  severity: 'medium',
  family: 'validation',
  basis: 'The methods that the description gives the path; RFC 9110 §15.5.6 for the refusal.',
  judge(input, context) {
    if (!input.last || input.case.fault?.in !== 'method') return [];
    const reason = environmental(input, context);
    const response = responseOf(input.exchange);
    if (reason || !response) return [inconclusive(reason ?? 'no response came')];
    if (response.status >= 500 && response.status !== 501) return [];
    return [isSuccess(response.status) ? accepted(input, response.status) : refused(response)];
  },
};

function accepted(input: JudgeInput, status: number): Verdict {
  const { method } = input.exchange.request;
  if (ALWAYS_ALLOWED.has(method)) return PASS;
  return fail({
    message: `${method} is not described for ${input.operation.path}, but it was accepted with ${status}.`,
    signature: `${method} accepted`,
    evidence: [{ at: 'response.status', expected: '405', found: String(status) }],
    basis: input.case.fault?.clause ?? input.operation.ref,
  });
}

function refused(response: ReceivedResponse): Verdict {
  const { status } = response;
  if (status < 400) return inconclusive(`neither accepted nor refused (${status})`);
  if (status === 401 || status === 403) return inconclusive(`refused for who asks (${status})`);
  return PASS;
}
