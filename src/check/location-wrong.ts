import { type Exchange, headerOf, responseOf } from '../model/exchange.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { idIn } from './shared/list-body.ts';
import { isSuccess } from './shared/refusal.ts';
import { acceptedJson, namedBy } from './shared/story.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** Location leads to what was created. */
export const locationWrong: Check = {
  id: 'location-wrong',
  title: 'Location leads to the created resource',
  rationale:
    'Clients follow Location instead of building addresses; a wrong one shows them nothing, or another record.',
  severity: 'medium',
  family: 'headers',
  basis: 'RFC 9110 §10.2.2: in a 201 answer, Location refers to the primary resource created by the request.',
  judge(input, context) {
    if (input.exchange.request.method === 'GET') return followed(input, context);
    const response = responseOf(input.exchange);
    const location = response?.status === 201 ? headerOf(response, 'location') : undefined;
    if (location === undefined) return [];
    const readable = URL.canParse(location, input.exchange.request.url) && !/[\s<>"{}|\\^`]/.test(location);
    return readable ? [PASS] : [accuse('Location is no URI reference.', 'not a URI reference', 'a URI reference')];
  },
};

function accuse(message: string, signature: string, expected: string, found = 'something else'): Verdict {
  const evidence = [{ at: 'response.header' as const, pointer: 'location', expected, found }];
  return fail({ message, signature, evidence, basis: rfc(9110, '10.2.2') });
}

/** A read of the address that Location gave, held against the creation and against the read by id. */
function followed(input: JudgeInput, context: JudgeContext): readonly Verdict[] {
  const index = input.step.request.path.startsWith('{+') ? namedBy(input) : undefined;
  const creation = index === undefined ? undefined : input.trace[index];
  if (!creation || responseOf(creation)?.status !== 201) return [];
  const reason = unjudgeable(input, context);
  const status = responseOf(input.exchange)?.status;
  if (reason || status === undefined) return [inconclusive(reason ?? 'no response came')];
  if (input.exchange.usedFallback) return [inconclusive('there was no Location header within the target')];
  if (isSuccess(status)) return [sameResource(input.exchange, creation)];
  if (status !== 404 && status !== 410) return [inconclusive(`neither readable nor missing (${status})`)];
  if (!readById(input)) return [inconclusive('the created resource could not be read by its id either')];
  const message = `The created resource can be read by its id, but where Location leads the answer is ${status}.`;
  return [accuse(message, 'leads nowhere', 'the address of the resource', String(status))];
}

function readById(input: JudgeInput): boolean {
  const before = input.trace.at(-2);
  return before?.request.method === 'GET' && isSuccess(responseOf(before)?.status ?? 0);
}

function sameResource(here: Exchange, creation: Exchange): Verdict {
  const [found, created] = [idIn(acceptedJson(here)), idIn(acceptedJson(creation))];
  if (found === undefined || created === undefined || found === created) return PASS;
  const message = 'Location leads to another resource than the one that was created.';
  return accuse(message, 'leads to another resource', 'the created resource', 'another id');
}
