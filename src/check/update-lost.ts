import { isJsonObject } from '../kernel/json.ts';
import { valueAt } from '../kernel/json-pointer.ts';
import { bodyText, responseOf } from '../model/exchange.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { type Counterpart, counterparts, equal, lastToken, shown } from './shared/representation.ts';
import { acceptedJson, representationBefore, sentJson, writeBefore } from './shared/story.ts';
import { fail, inconclusive, warn } from './shared/verdict.ts';

/** An accepted update shows in the resource. */
export const updateLost: Check = {
  id: 'update-lost',
  title: 'Accepted updates are kept',
  rationale: 'A change that is confirmed and not made is noticed when the old address gets the letter.',
  severity: 'high',
  family: 'state',
  basis: 'RFC 9110 §9.3.4 for PUT, RFC 5789 §2 for PATCH: success says that the state was created or replaced.',
  judge(input, context) {
    const story = storyOf(input);
    if (!story) return [];
    const reason = unjudgeable(input, context);
    const after = acceptedJson(input.exchange);
    if (reason || after === undefined) return [inconclusive(reason ?? 'the resource could not be read again')];
    const wanted = counterparts(story.sent, after).filter(({ there, sent }) => {
      const was = valueAt(story.before, there);
      // What is null throughout may be hidden rather than lost.
      return was !== undefined && was !== null && !equal(was, sent);
    });
    const lost = wanted.filter(({ there, held }) => equal(held, valueAt(story.before, there)));
    if (wanted.length === 0) return [inconclusive('nothing that was sent differs from what was there before')];
    if (lost.length === 0) return [PASS];
    return [accuse(story.method, lost, lost.length === wanted.length)];
  },
};

interface Story {
  readonly method: string;
  readonly sent: unknown;
  readonly before: unknown;
}

function storyOf(input: JudgeInput): Story | undefined {
  const found = input.exchange.request.method === 'GET' ? writeBefore(input) : undefined;
  const method = found?.write.request.method;
  // 202: only queued.
  if (!found || (method !== 'PUT' && method !== 'PATCH') || responseOf(found.write)?.status === 202) return undefined;
  if (isRepeated(input, found.index)) return undefined;
  const sent = sentJson(found.write);
  const before = representationBefore(input, found.index);
  return isJsonObject(sent) && before !== undefined ? { method, sent, before } : undefined;
}

/** The same write once more shows nothing new. */
function isRepeated(input: JudgeInput, index: number): boolean {
  const write = input.trace[index];
  return input.trace
    .slice(0, index)
    .some(
      ({ request }) =>
        request.method === write?.request.method &&
        request.url === write.request.url &&
        bodyText(request) === bodyText(write.request),
    );
}

function accuse(method: string, lost: readonly Counterpart[], all: boolean): Verdict {
  const basis = method === 'PUT' ? rfc(9110, '9.3.4') : rfc(5789, '2');
  const evidence = lost.slice(0, 3).map(({ there, sent, held }) => ({
    at: 'response.body' as const,
    pointer: there,
    expected: shown(sent),
    found: shown(held),
  }));
  if (all) {
    const message = `${method} was accepted, but the resource is as it was before.`;
    return fail({ message, signature: `${method} accepted and not applied`, evidence, basis });
  }
  const names = lost.map(({ there }) => lastToken(there)).join(', ');
  const message = `${method} was accepted, but of what it said this was not applied: ${names}.`;
  // Rules that only prose states may fix a member.
  return warn({ message, signature: `${method} applied in part`, evidence, basis, severity: 'medium' });
}
