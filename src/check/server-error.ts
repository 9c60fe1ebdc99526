import { responseOf } from '../model/exchange.ts';
import type { Operation } from '../model/operation.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS } from '../model/verdict.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { environmental } from './shared/environment.ts';
import { declaresExactly } from './shared/refusal.ts';
import { fail, inconclusive, skip } from './shared/verdict.ts';

/** Refusals of a method or a protocol version: no failure to do the work. */
const NOT_OFFERED = new Set([501, 505]);

/** No request, valid or not, makes the server fail. */
export const serverError: Check = {
  id: 'server-error',
  title: 'Server does not fail',
  rationale: 'A 5xx answer means that the server met something it was not written for; callers cannot act on it.',
  severity: 'high',
  family: 'robustness',
  basis: 'RFC 9110 §15.6: a 5xx answer says that the server has erred.',
  judge(input, context) {
    const reason = environmental(input, context);
    const response = responseOf(input.exchange);
    if (reason || !response) return [inconclusive(reason ?? 'no response came')];
    const { status } = response;
    if (NOT_OFFERED.has(status)) return [];
    if (status < 500) return [PASS];
    if (promisesFailureAlone(input.operation, status))
      return [skip(`not checked: the description promises ${status} and no success`)];
    const kind = kindOfInput(input);
    return [
      fail({
        message: `The server failed with ${status} on ${kind}: ${input.case.title}.`,
        signature: `${status} on ${kind}`,
        evidence: [{ at: 'response.status', expected: 'no server error', found: String(status) }],
        basis: rfc(9110, status === 500 ? '15.6.1' : '15.6'),
      }),
    ];
  },
};

/** An operation that is described as nothing but this failure, as test services do, keeps its word. */
function promisesFailureAlone(operation: Operation, status: number): boolean {
  return declaresExactly(operation, status) && operation.responses.every((one) => /^[45]/.test(one.status));
}

function kindOfInput(input: JudgeInput): string {
  const { intent, fault } = input.case;
  if (!input.last) return 'input without a fault';
  if (intent === 'refuse-auth') return 'a request without a valid credential';
  return intent === 'reject' || fault ? 'invalid input' : 'input without a fault';
}
