import { responseOf } from '../model/exchange.ts';
import { promiseFor } from '../model/operation.ts';
import type { Check } from './shared/check.ts';
import { judgeMediaType } from './shared/conformance.ts';
import { unjudgeable, usesForeignMethod } from './shared/environment.ts';
import { isBodiless } from './shared/json-body.ts';
import { inconclusive, skip } from './shared/verdict.ts';

/** Every body has a media type that the description knows for its status. */
export const undeclaredMediaType: Check = {
  id: 'undeclared-media-type',
  title: 'Media type is described',
  rationale: 'A client that is promised JSON and gets a page of HTML fails while parsing, far from the cause.',
  severity: 'medium',
  family: 'headers',
  basis: 'The content of the response in the description; media types match as in RFC 9110 §8.3.1, parameters ignored.',
  judge(input, context) {
    if (usesForeignMethod(input)) return [];
    const reason = unjudgeable(input, context);
    const response = responseOf(input.exchange);
    if (reason || !response) return [inconclusive(reason ?? 'no response came')];
    const { status } = response;
    const promise = promiseFor(input.operation, status);
    // Refusals for who asks are judged by authentication-error-body, so that one cause has one check.
    if (!promise || status === 401 || status === 403) return [];
    if (isBodiless(input.exchange.request.method, status) || response.body.length === 0) return [];
    if (promise.content.length === 0) return [skip(`not checked: no content is described for ${status}`)];
    return [judgeMediaType(response, promise)];
  },
};
