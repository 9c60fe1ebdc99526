import { describe, expect, it } from 'vitest';
import type { Check, JudgeContext, JudgeInput } from '../../../src/check/shared/check.ts';
import { PASS } from '../../../src/model/verdict.ts';
import { judge } from '../../../src/run/judge.ts';

const check = (judges: () => ReturnType<Check['judge']>): Check => ({
  id: 'a-check',
  title: 't',
  rationale: 'r',
  severity: 'low',
  family: 'f' as Check['family'],
  basis: 'b',
  judge: judges,
});

// The checks of this test look at neither.
const ask = (...checks: Check[]) => judge(checks, {} as JudgeInput, {} as JudgeContext);

describe('asking the checks', () => {
  it('gives what those say that apply', () => {
    expect(
      ask(
        check(() => [PASS]),
        check(() => []),
      ),
    ).toEqual([{ check: expect.objectContaining({ id: 'a-check' }), verdicts: [PASS] }]);
  });

  it('makes one that throws inconclusive and a failure, and asks the others', () => {
    const broken = check(() => {
      throw new Error('oh');
    });
    expect(
      ask(
        broken,
        check(() => [PASS]),
      ),
    ).toMatchObject([
      { failure: 'oh', verdicts: [{ outcome: 'inconclusive', reason: 'the check itself failed: oh' }] },
      { verdicts: [PASS] },
    ]);
  });

  it('does not blame a check for an answer nested without end', () => {
    const endless = (): never => endless();
    const [judgement] = ask(check(endless));
    expect(judgement?.verdicts).toMatchObject([{ outcome: 'inconclusive', reason: expect.stringContaining('nested') }]);
    expect(judgement).not.toHaveProperty('failure');
  });
});
