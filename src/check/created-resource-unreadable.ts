import { responseOf } from '../model/exchange.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS } from '../model/verdict.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { isSuccess } from './shared/refusal.ts';
import { addressOf, changes, namedBy, wasAccepted } from './shared/story.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** What a 201 says was created is there. */
export const createdResourceUnreadable: Check = {
  id: 'created-resource-unreadable',
  title: 'Created resources can be read',
  rationale: 'A client that was told 201 throws its copy away; if nothing was kept, the data is lost.',
  severity: 'high',
  family: 'state',
  basis: 'RFC 9110 §15.3.2: 201 says that the request has resulted in a new resource being created.',
  judge(input, context) {
    const creation = creationOf(input);
    if (creation === undefined) return [];
    const reason = unjudgeable(input, context);
    const status = responseOf(input.exchange)?.status;
    if (reason || status === undefined) return [inconclusive(reason ?? 'no response came')];
    if (input.exchange.usedFallback) return [inconclusive('the answer to the creation named no id')];
    if (isSuccess(status)) return [PASS];
    if (status !== 404 && status !== 410) return [inconclusive(`neither readable nor missing (${status})`)];
    if (creation !== 201) return [inconclusive(`the creation was answered with ${creation}, not with 201`)];
    return [
      fail({
        message: `The resource was created with 201, but reading it by the id of that answer gives ${status}.`,
        signature: 'not found after 201',
        evidence: [{ at: 'response.status', expected: '200', found: String(status) }],
        basis: rfc(9110, '15.3.2'),
      }),
    ];
  },
};

/** The status of the creation that named the resource read here; undefined when it was changed since. */
function creationOf(input: JudgeInput): number | undefined {
  const index = namedBy(input);
  const creation = index === undefined ? undefined : input.trace[index];
  if (index === undefined || !creation || input.exchange.request.method !== 'GET') return undefined;
  if (creation.request.method !== 'POST' || !wasAccepted(creation)) return undefined;
  const since = input.trace.slice(index + 1, -1);
  const address = addressOf(input.exchange);
  if (since.some((exchange) => changes(exchange) && addressOf(exchange).startsWith(address))) return undefined;
  // By its Location header: the matter of location-wrong.
  return input.step.request.path.startsWith('{+') ? undefined : responseOf(creation)?.status;
}
