import type { Check, JudgeContext, JudgeInput } from '../check/shared/check.ts';
import { messageOf } from '../kernel/error.ts';
import type { Verdict } from '../model/verdict.ts';

/** What one check said of one exchange. */
export interface Judgement {
  readonly check: Check;
  readonly verdicts: readonly Verdict[];
  /** Set when the check threw: its verdict is inconclusive then. */
  readonly failure?: string;
}

/** What the checks that apply say; one that throws becomes inconclusive and a plug-in failure. */
export function judge(checks: readonly Check[], input: JudgeInput, context: JudgeContext): Judgement[] {
  const judgements: Judgement[] = [];
  for (const check of checks) {
    const judgement = ask(check, input, context);
    if (judgement.verdicts.length > 0) judgements.push(judgement);
  }
  return judgements;
}

function ask(check: Check, input: JudgeInput, context: JudgeContext): Judgement {
  try {
    return { check, verdicts: check.judge(input, context) };
  } catch (error) {
    if (isTooDeep(error))
      return { check, verdicts: [{ outcome: 'inconclusive', reason: 'the answer is nested too deeply to be judged' }] };
    const failure = messageOf(error);
    return { check, verdicts: [{ outcome: 'inconclusive', reason: `the check itself failed: ${failure}` }], failure };
  }
}

/** The platform's stack, not the check, is at its end: a server may nest its answer as deeply as it likes. */
function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}
