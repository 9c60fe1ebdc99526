import { isJsonObject } from '../kernel/json.ts';
import { type Exchange, type ReceivedResponse, responseOf } from '../model/exchange.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { jsonBody } from './shared/json-body.ts';
import { isSuccess } from './shared/refusal.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** What was deleted is gone. */
export const deletedResourceReadable: Check = {
  id: 'deleted-resource-readable',
  title: 'Deleted resources are gone',
  rationale: 'A delete that only says so keeps personal data readable after its owner asked for it to go.',
  severity: 'high',
  family: 'state',
  basis: 'RFC 9110 §9.3.5: DELETE removes the association between the target resource and its content.',
  judge(input, context) {
    const { method } = input.exchange.request;
    const deletion = method === 'GET' ? deletionBefore(input) : undefined;
    if (!deletion) return [];
    const reason = unjudgeable(input, context);
    const response = responseOf(input.exchange);
    if (reason || !response) return [inconclusive(reason ?? 'no response came')];
    if (response.status === 404 || response.status === 410) return [PASS];
    if (!isSuccess(response.status)) return [inconclusive(`neither readable nor gone (${response.status})`)];
    // Settings, a subscription, a picture: such an address also answers for the state without one.
    if (!/\}\/?$/.test(input.operation.path))
      return [inconclusive('the path names no single resource: it may have a default')];
    return [readable(deletion, response)];
  },
};

/** The latest accepted DELETE of the same URL in this case, unless it was written to again since. */
function deletionBefore(input: JudgeInput): Exchange | undefined {
  const address = addressOf(input.exchange);
  const earlier = input.trace.slice(0, input.trace.indexOf(input.exchange)).reverse();
  const latest = earlier.find(
    (exchange) =>
      addressOf(exchange) === address &&
      !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(exchange.request.method) &&
      isSuccess(responseOf(exchange)?.status ?? 0),
  );
  return latest?.request.method === 'DELETE' ? latest : undefined;
}

function addressOf(exchange: Exchange): string {
  return exchange.request.url.replace(/[?#].*$/s, '');
}

function readable(deletion: Exchange, response: ReceivedResponse): Verdict {
  if (responseOf(deletion)?.status === 202) return inconclusive('the deletion was only queued (202)');
  const body = jsonBody(response);
  if (body.kind === 'json' && isMarkedDeleted(body.value)) {
    return inconclusive('the resource is still readable but marked as deleted');
  }
  return fail({
    message: `The resource was deleted with ${responseOf(deletion)?.status}, but reading it still gives ${response.status}.`,
    signature: 'readable after DELETE',
    evidence: [{ at: 'response.status', expected: '404 or 410', found: String(response.status) }],
    basis: rfc(9110, '9.3.5'),
  });
}

const MARKER = /^(is_?)?(deleted|archived|removed|active|status|state)(_?(at|on|date))?$/i;
const GONE = /delet|remov|archiv|inactive|void|cancel|withdrawn|entered-in-error/i;

function isMarkedDeleted(value: unknown, depth = 0): boolean {
  if (depth > 3 || !isJsonObject(value)) return false;
  return Object.entries(value).some(([name, member]) => {
    if (!MARKER.test(name)) return isMarkedDeleted(member, depth + 1);
    if (/active/i.test(name)) return member === false;
    if (/^(status|state)/i.test(name)) return typeof member === 'string' && GONE.test(member);
    return member !== false && member !== null;
  });
}
