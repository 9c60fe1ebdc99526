import { isJsonObject } from '../kernel/json.ts';
import { pointerTokens, valueAt } from '../kernel/json-pointer.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { counterparts, differences, shown } from './shared/representation.ts';
import { acceptedJson, readBefore, sentJson, writeBefore } from './shared/story.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** A partial update leaves alone what it does not name. */
export const partialUpdateOverreach: Check = {
  id: 'partial-update-overreach',
  title: 'PATCH leaves the rest alone',
  rationale: 'A PATCH that is handled as a PUT empties every member that the client did not think of.',
  severity: 'high',
  family: 'state',
  basis: 'RFC 5789 §2 and RFC 7396 §1: a patch describes the changes; members that it does not name stay.',
  judge(input, context) {
    const story = storyOf(input);
    if (!story) return [];
    const reason = unjudgeable(input, context);
    const after = acceptedJson(input.exchange);
    if (reason || after === undefined) return [inconclusive(reason ?? 'the resource could not be read again')];
    const named = counterparts(story.sent, after).map(({ there }) => there);
    const emptied = differences(story.before, after).filter(
      (at) => !named.some((there) => at === there || at.startsWith(`${there}/`)) && isEmpty(valueAt(after, at)),
    );
    const [first] = emptied;
    return [first === undefined ? PASS : accuse(first, valueAt(story.before, first), valueAt(after, first))];
  },
};

function storyOf(input: JudgeInput): { readonly sent: unknown; readonly before: unknown } | undefined {
  const found = input.exchange.request.method === 'GET' ? writeBefore(input) : undefined;
  if (found?.write.request.method !== 'PATCH') return undefined;
  const sent = sentJson(found.write);
  const before = readBefore(input, found.index);
  return isJsonObject(sent) && before !== undefined ? { sent, before } : undefined;
}

/** A member that was set anew may follow from the change; one that was emptied was overwritten. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0) return true;
  return Array.isArray(value) && value.length === 0;
}

function accuse(at: string, before: unknown, after: unknown): Verdict {
  return fail({
    message: `PATCH did not name ${pointerTokens(at).join('.')}, but it was emptied.`,
    signature: 'members that PATCH does not name are emptied',
    evidence: [{ at: 'response.body', pointer: at, expected: shown(before), found: shown(after) }],
    basis: rfc(5789, '2'),
  });
}
