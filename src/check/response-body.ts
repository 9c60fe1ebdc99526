import { responseOf } from '../model/exchange.ts';
import { promiseFor } from '../model/operation.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { judgeBody } from './shared/conformance.ts';
import { unjudgeable, usesForeignMethod } from './shared/environment.ts';
import { isBodiless } from './shared/json-body.ts';
import { declaresExactly, isSuccess } from './shared/refusal.ts';
import { inconclusive } from './shared/verdict.ts';

/** Every body keeps to the schema described for its status and media type. */
export const responseBody: Check = {
  id: 'response-body',
  title: 'Body conforms to its schema',
  rationale:
    'Clients deserialise by the described schema: a null, a wrong type or an unknown code breaks them at run time.',
  severity: 'high',
  family: 'schema',
  basis:
    'The schema of the response content in the description, JSON Schema 2020-12 with formats; RFC 8259 for JSON itself.',
  judge(input, context) {
    if (usesForeignMethod(input)) return [];
    const response = responseOf(input.exchange);
    const reason = unjudgeable(input, context);
    if (!response || (reason && !throttleIsDescribed(input))) return [inconclusive(reason ?? 'no response came')];
    const { status } = response;
    const promise = promiseFor(input.operation, status);
    // Refusals for who asks are judged by authentication-error-body, so that one cause has one check.
    if (!promise || status === 401 || status === 403 || isBodiless(input.exchange.request.method, status)) return [];
    return judgeBody(response, promise, context.schemas, isSuccess(status) ? 'high' : 'medium');
  },
};

function throttleIsDescribed(input: JudgeInput): boolean {
  return responseOf(input.exchange)?.status === 429 && declaresExactly(input.operation, 429);
}
