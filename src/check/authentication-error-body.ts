import { type ReceivedResponse, responseOf } from '../model/exchange.ts';
import { promiseFor } from '../model/operation.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
import { judgeBody, judgeMediaType } from './shared/conformance.ts';
import { testsRefusal, usesForeignMethod } from './shared/environment.ts';
import { isBodiless } from './shared/json-body.ts';
import { anythingAccepted } from './shared/reach.ts';
import { looksLikeError, sameContent, sharesValues } from './shared/shape.ts';
import { fail, inconclusive, skip } from './shared/verdict.ts';

/** A 401 or 403 says what the description lets it say, and gives nothing away. */
export const authenticationErrorBody: Check = {
  id: 'authentication-error-body',
  title: 'Authentication errors conform and leak nothing',
  rationale:
    'Clients read the error to tell an expired credential from a missing one; some servers refuse and answer all the same.',
  severity: 'medium',
  family: 'authentication',
  basis: 'The content described for 401 and 403; the security requirement of the operation for what the body may hold.',
  judge(input, context) {
    const response = responseOf(input.exchange);
    if (!response || (response.status !== 401 && response.status !== 403) || usesForeignMethod(input)) return [];
    if (isBodiless(input.exchange.request.method, response.status)) return [];
    // An address or credential that is simply wrong is refused by somebody else than the API.
    if (!anythingAccepted(context)) return [inconclusive('nothing was ever accepted, so it is not known who refuses')];
    if (leaks(input, response, context)) return [leak(input, response)];
    const promise = promiseFor(input.operation, response.status);
    if (!promise) return [skip(`not checked: ${response.status} is not described`)];
    const mediaType =
      promise.content.length > 0 && response.body.length > 0 ? judgeMediaType(response, promise) : undefined;
    if (mediaType && mediaType.outcome !== 'pass') return [mediaType];
    return judgeBody(response, promise, context.schemas, 'medium');
  },
};

/** The members of an accepted answer and some of its very values; an envelope shared with errors is no leak. */
function leaks(input: JudgeInput, response: ReceivedResponse, context: JudgeContext): boolean {
  const control = context.control(input.operation.id);
  const accepted = control && responseOf(control);
  if (!testsRefusal(input) || !accepted || looksLikeError(accepted) || looksLikeError(response)) return false;
  return sameContent(accepted, response) && sharesValues(accepted, response);
}

function leak(input: JudgeInput, response: ReceivedResponse): Verdict {
  return fail({
    message: `The request is refused with ${response.status}, but the body carries the protected content all the same.`,
    signature: 'protected content in a refusal',
    evidence: [{ at: 'response.body', pointer: '', expected: 'an error', found: 'the content of an accepted answer' }],
    basis: input.operation.security[0]?.ref ?? input.operation.ref,
    severity: 'critical',
  });
}
