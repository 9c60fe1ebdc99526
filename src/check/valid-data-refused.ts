import { responseOf } from '../model/exchange.ts';
import { isSafe, type Operation } from '../model/operation.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { hasFreeText } from './shared/free-text.ts';
import { declaresExactly, isSuccess } from './shared/refusal.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** Input that keeps every described rule is not refused as malformed. */
export const validDataRefused: Check = {
  id: 'valid-data-refused',
  title: 'Valid data is accepted',
  rationale: 'A server stricter than its description refuses clients that did all they were told.',
  severity: 'low',
  family: 'validation',
  basis: 'The schema clause that the value keeps, on an operation that accepts other requests.',
  judge(input, context) {
    if (!input.last || input.case.intent !== 'accept' || input.case.expectation.statuses) return [];
    const reason = unjudgeable(input, context);
    const status = responseOf(input.exchange)?.status;
    if (reason || status === undefined) return [inconclusive(reason ?? 'no response came')];
    if (isSuccess(status) || status >= 500) return isSuccess(status) ? [PASS] : [];
    const doubt = doubtOf(input, context, status);
    return [doubt ? inconclusive(doubt) : accuse(input, status)];
  },
};

function accuse(input: JudgeInput, status: number): Verdict {
  return fail({
    message: `This keeps every described rule, but it was refused as malformed with ${status}: ${input.case.title}.`,
    signature: `refused with ${status}`,
    evidence: [{ at: 'response.status', expected: '2xx', found: String(status) }],
    basis: input.case.expectation.basis,
  });
}

/** Why a refusal may be right although no described rule is broken; undefined when nothing excuses it. */
function doubtOf(input: JudgeInput, context: JudgeContext, status: number): string | undefined {
  if (input.exchange.usedFallback) return 'no real value was known for a place in the request';
  if (!meansMalformed(input.operation, status)) return `a business rule may forbid it (${status})`;
  if (!context.control(input.operation.id)) return 'no request was ever accepted here';
  return hasFreeText(input.step.request, input.operation, context.model.schemaDocuments)
    ? 'a plain string in the request may have rules that only prose states'
    : undefined;
}

/** A 400 where business rules have a status of their own, and everywhere on safe methods; a 415 always. */
function meansMalformed(operation: Operation, status: number): boolean {
  if (status === 415) return true;
  if (isSafe(operation.method)) return status === 400 || status === 422;
  return status === 400 && declaresExactly(operation, 409, 422);
}
