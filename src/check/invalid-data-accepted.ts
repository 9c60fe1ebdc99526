import type { Fault } from '../model/case.ts';
import { responseOf } from '../model/exchange.ts';
import { isSafe } from '../model/operation.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { declaresExactly, declaresRefusal, isSuccess } from './shared/refusal.ts';
import { fail, inconclusive, warn, withoutIndices } from './shared/verdict.ts';

/** Input that breaks a described rule is refused. */
export const invalidDataAccepted: Check = {
  id: 'invalid-data-accepted',
  title: 'Invalid data is refused',
  rationale: 'A rule that is written down but not enforced lets bad data in, where every later reader pays for it.',
  severity: 'medium',
  family: 'validation',
  basis: 'The schema clause that the request breaks, on an operation whose description promises a refusal.',
  judge(input, context) {
    const { fault } = input.case;
    if (!input.last || input.case.intent !== 'reject' || !fault || fault.in === 'method') return [];
    if (isExtraParameter(fault)) return [];
    const reason = unjudgeable(input, context);
    const status = responseOf(input.exchange)?.status;
    if (reason || status === undefined) return [inconclusive(reason ?? 'no response came')];
    if (status >= 500) return [];
    return [isSuccess(status) ? accepted(input, fault, status) : refused(input, context, fault, status)];
  },
};

/** Servers may ignore parameters that they do not know; no description forbids them. */
function isExtraParameter(fault: Fault): boolean {
  return fault.in === 'query' && /^(additional|unevaluated)Properties$/.test(fault.keyword);
}

function accepted(input: JudgeInput, fault: Fault, status: number): Verdict {
  if (status === 202) return inconclusive('the request was only queued (202): it may still be refused');
  const inBody = fault.in === 'body' || fault.in === 'media-type';
  const promised = fault.in === 'media-type' ? declaresExactly(input.operation, 415) : declaresRefusal(input.operation);
  if (!promised && !inBody) return inconclusive('the description promises no refusal of a bad parameter here');
  const accusation = {
    message: `This must be refused, but it was accepted with ${status}: ${input.case.title}.`,
    signature: `${fault.in} ${withoutIndices(fault.at)} ${fault.keyword}`,
    evidence: [
      { at: 'request' as const, pointer: fault.at, expected: `refusal by ${fault.keyword}` },
      { at: 'response.status' as const, expected: '4xx', found: String(status) },
    ],
    basis: fault.clause,
  };
  if (promised) return fail(accusation);
  // One cause for all of them: nothing that the description says makes the server look at the body.
  return warn({ ...accusation, signature: 'faults in the body, no refusal promised', severity: 'low' });
}

function refused(input: JudgeInput, context: JudgeContext, fault: Fault, status: number): Verdict {
  if (status < 400) return inconclusive(`neither accepted nor refused (${status})`);
  if (status === 404 && fault.in === 'path') return PASS;
  if (status === 403 || status === 404 || status === 405 || status === 409 || status === 410) {
    return inconclusive(`refused for another reason than the fault, it seems (${status})`);
  }
  if (isSafe(input.operation.method) && !context.control(input.operation.id)) {
    return inconclusive('nothing valid was ever accepted here, so a refusal shows nothing');
  }
  return PASS;
}
