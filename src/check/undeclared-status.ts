import { isHole } from '../model/case.ts';
import { responseOf } from '../model/exchange.ts';
import { promiseFor } from '../model/operation.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
import { testsRefusal, unjudgeable, usesForeignMethod } from './shared/environment.ts';
import { anythingAccepted } from './shared/reach.ts';
import { clauseUnder, fail, inconclusive } from './shared/verdict.ts';

/** Limits of the protocol itself (RFC 9110 §15.5, RFC 6585 §5): no description needs to repeat them. */
const PROTOCOL_LEVEL = new Set([406, 413, 414, 431]);

/** Every answer has a status that the description knows. */
export const undeclaredStatus: Check = {
  id: 'undeclared-status',
  title: 'Status is described',
  rationale:
    'Clients are written for the statuses that the description lists; any other one reaches code that nobody wrote.',
  severity: 'medium',
  family: 'status',
  basis: 'The responses of the operation in the description: exact status, range or default.',
  judge(input, context) {
    // Nothing is described, so nothing is promised: the document itself is at fault, and the reader says so.
    if (input.operation.responses.length === 0) return [];
    if (usesForeignMethod(input) || (testsRefusal(input) && input.case.fault)) return [];
    const reason = unjudgeable(input, context);
    const status = responseOf(input.exchange)?.status;
    if (reason || status === undefined) return [inconclusive(reason ?? 'no response came')];
    if (promiseFor(input.operation, status)) return [PASS];
    return [standardAnswer(input, context, status) ?? accuse(input, status)];
  },
};

function accuse(input: JudgeInput, status: number): Verdict {
  const declared = input.operation.responses.map((response) => response.status).join(', ') || 'none';
  return fail({
    message: `The answer is ${status}, but the description of ${input.operation.id} knows only: ${declared}.`,
    signature: `status ${status}`,
    evidence: [{ at: 'response.status', expected: declared, found: String(status) }],
    basis: clauseUnder(input.operation.ref, 'responses'),
  });
}

/** The verdict on an undeclared answer that HTTP itself explains; undefined when only the description could. */
function standardAnswer(input: JudgeInput, context: JudgeContext, status: number): Verdict | undefined {
  if (PROTOCOL_LEVEL.has(status)) return PASS;
  if (status === 415) return input.case.fault?.in === 'media-type' ? PASS : undefined;
  if (status === 404) return notFound(input, context);
  if (!testsRefusal(input)) return undefined;
  if (status === 401 || status === 403) return PASS;
  const { credential } = input.step;
  return status === 400 && credential.use === 'spoilt' && credential.spoil !== 'missing' ? PASS : undefined;
}

function notFound(input: JudgeInput, context: JudgeContext): Verdict | undefined {
  if (!anythingAccepted(context)) {
    return inconclusive('nothing was ever accepted at this target: its base URL may be wrong');
  }
  const places = Object.values(input.step.request.pathParameters);
  if (places.length === 0) return undefined;
  const learnt = places.some(isHole) && !input.exchange.usedFallback && input.case.fault?.in !== 'path';
  return learnt ? inconclusive('the resource may be gone since its id was learnt (404)') : PASS;
}
