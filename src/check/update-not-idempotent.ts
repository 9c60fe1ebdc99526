import { valueAt } from '../kernel/json-pointer.ts';
import { bodyText, type Exchange } from '../model/exchange.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS } from '../model/verdict.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { differences, shown } from './shared/representation.ts';
import { acceptedJson, addressOf, changes, wasAccepted } from './shared/story.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** The same PUT twice leaves what it left once. */
export const updateNotIdempotent: Check = {
  id: 'update-not-idempotent',
  title: 'PUT twice is PUT once',
  rationale: 'Clients and proxies repeat a PUT after a lost answer; when it adds up, every lost answer spoils data.',
  severity: 'high',
  family: 'state',
  basis: 'RFC 9110 §9.2.2: PUT is idempotent; the effect of several identical requests is that of one.',
  judge(input, context) {
    if (input.exchange.request.method !== 'GET') return [];
    const once = readAfterFirst(input);
    if (!once) return [];
    const reason = unjudgeable(input, context);
    const twice = acceptedJson(input.exchange);
    if (reason || twice === undefined) return [inconclusive(reason ?? 'the resource could not be read again')];
    const before = acceptedJson(once);
    const [changed] = differences(before, twice);
    if (changed === undefined) return [PASS];
    return [
      fail({
        message: `The same PUT a second time has changed the resource again, at ${changed}.`,
        signature: 'changed by a repeated PUT',
        evidence: [
          {
            at: 'response.body',
            pointer: changed,
            expected: shown(valueAt(before, changed)),
            found: shown(valueAt(twice, changed)),
          },
        ],
        basis: rfc(9110, '9.2.2'),
      }),
    ];
  },
};

/** The read between two equal accepted PUTs of the address that this exchange reads, with no other change around it. */
function readAfterFirst(input: JudgeInput): Exchange | undefined {
  const address = addressOf(input.exchange);
  const own = input.trace.slice(0, -1).filter((exchange) => addressOf(exchange) === address);
  const [first, read, second, ...rest] = own.slice(own.findIndex((exchange) => exchange.request.method === 'PUT'));
  if (!first || !read || !second || rest.length > 0 || read.request.method !== 'GET') return undefined;
  const isPair = [first, second].every((exchange) => exchange.request.method === 'PUT' && wasAccepted(exchange));
  const between = input.trace.slice(input.trace.indexOf(first) + 1, -1);
  if (!isPair || bodyText(first.request) !== bodyText(second.request)) return undefined;
  if (between.some((exchange) => exchange !== second && changes(exchange))) return undefined;
  return acceptedJson(read) === undefined ? undefined : read;
}
