import { responseOf } from '../model/exchange.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
import { environmental } from './shared/environment.ts';
import { anythingAccepted } from './shared/reach.ts';
import { isSuccess } from './shared/refusal.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** A version answers as long as it is promised, and no longer. */
export const versionRetirement: Check = {
  id: 'version-retirement',
  title: 'Versions answer until they retire',
  rationale:
    'A retired version that still answers is maintained by nobody; a promised one that is gone breaks its clients.',
  severity: 'high',
  family: 'status',
  basis: 'What the suite says of the version; RFC 9110 §15.5.5 and §15.5.11 for what is gone.',
  judge(input, context) {
    const { retired } = context;
    if (retired === undefined || !input.last || input.case.intent !== 'accept') return [];
    if (Object.keys(input.step.request.pathParameters).length > 0) return [];
    const reason = environmental(input, context);
    const status = responseOf(input.exchange)?.status;
    if (reason || status === undefined) return [inconclusive(reason ?? 'no response came')];
    const gone = status === 404 || status === 410;
    if (retired && isSuccess(status)) return [accuse(input, status, 'answers although retired', '404 or 410')];
    // One accepted request shows that the version is there; another 404 has another reason.
    if (!retired && gone && anythingAccepted(context)) return [];
    if (!retired && gone) return [goneThroughout(input, context, status)];
    return [gone || isSuccess(status) ? PASS : inconclusive(`neither answered nor gone (${status})`)];
  },
};

/** A version is gone as a whole: its first operation says so for all. */
function goneThroughout(input: JudgeInput, context: JudgeContext, status: number): Verdict {
  const speaker = context.model.operations.find(({ method, path }) => method === 'GET' && !path.includes('{'));
  return speaker && speaker.id !== input.operation.id
    ? inconclusive(`nothing of this version answers: told once, on ${speaker.id}`)
    : accuse(input, status, 'gone although promised', 'an answer');
}

function accuse(input: JudgeInput, status: number, signature: string, expected: string): Verdict {
  const message =
    expected === 'an answer'
      ? `The version is promised, but nothing of it answers: ${input.operation.id} is gone (${status}), and nothing else was accepted.`
      : `The version is retired, but ${input.operation.id} still answers with ${status}.`;
  const evidence = [{ at: 'response.status' as const, expected, found: String(status) }];
  return fail({ message, signature, evidence, basis: rfc(9110, expected === 'an answer' ? '15.5.5' : '15.5.11') });
}
