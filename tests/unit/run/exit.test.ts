import { describe, expect, it } from 'vitest';
import { AssayError, type ErrorKind } from '../../../src/kernel/error.ts';
import { decideVerdict, type ExitFacts, exitCodeOf } from '../../../src/run/exit.ts';

const FAIR: ExitFacts = {
  gating: 0,
  newFindings: 0,
  knownFindings: 0,
  pluginErrors: 0,
  operations: 3,
  reached: 3,
  unplanned: 0,
  unheard: 0,
};

describe('the verdict of a run', () => {
  it.each<[string, Partial<ExitFacts>, string, number, string]>([
    ['nothing new', {}, 'conformant', 0, 'nothing new on 3 of 3 operations reached'],
    ['only known ones', { knownFindings: 2 }, 'conformant', 0, 'nothing new on 3 of 3 operations reached; 2 known'],
    ['new ones below the gate', { newFindings: 2 }, 'conformant', 0, 'nothing new on'],
    ['one at the gate', { gating: 1, newFindings: 1 }, 'not-conformant', 1, '1 new finding at or above the gate'],
    [
      'several',
      { gating: 2, newFindings: 2, knownFindings: 1 },
      'not-conformant',
      1,
      '2 new findings at or above the gate; 1 known',
    ],
    ['a failed plug-in', { pluginErrors: 1 }, 'failed', 5, '1 plug-in failures'],
    ['a failed plug-in beside a finding', { pluginErrors: 1, gating: 1 }, 'not-conformant', 1, '1 new finding'],
    ['a failed plug-in in a stopped run', { pluginErrors: 1, stopped: 's' }, 'failed', 5, 'plug-in'],
    ['a stopped run', { stopped: 'the target stopped answering' }, 'inconclusive', 4, 'the target stopped answering'],
    ['a stopped run with a finding', { stopped: 's', gating: 1 }, 'not-conformant', 1, '1 new finding'],
    ['no operation', { operations: 0, reached: 0 }, 'inconclusive', 4, 'no operation that can be tested'],
    ['nothing reached', { reached: 0 }, 'inconclusive', 4, 'nothing was really tested'],
    ['a budget too small', { unplanned: 1 }, 'inconclusive', 4, 'the budget ran out before 1 of 3 operations'],
    ['an operation that is silent', { unheard: 1 }, 'inconclusive', 4, '1 of 3 operations gave no answer'],
  ])('%s', (_name, facts, outcome, exitCode, reason) => {
    const verdict = decideVerdict({ ...FAIR, ...facts });
    expect(verdict).toMatchObject({ outcome, exitCode });
    expect(verdict.reason).toContain(reason);
    expect(verdict.newFindings).toBe(facts.newFindings ?? 0);
  });

  it('is 0 only when something was accepted, nothing stopped and nothing failed', () => {
    const flags = [0, 1];
    for (const gating of flags)
      for (const pluginErrors of flags)
        for (const reached of flags)
          for (const unplanned of flags)
            for (const stopped of flags) {
              const facts = { ...FAIR, gating, newFindings: gating, pluginErrors, reached, unplanned };
              const { exitCode } = decideVerdict(stopped ? { ...facts, stopped: 's' } : facts);
              const good = !gating && !pluginErrors && reached && !unplanned && !stopped;
              expect(exitCode === 0).toBe(Boolean(good));
            }
  });
});

describe('the exit code of an error', () => {
  it.each<[ErrorKind, number]>([
    ['usage', 2],
    ['config', 2],
    ['spec', 2],
    ['target', 3],
    ['safety', 3],
    ['plugin', 5],
    ['internal', 5],
  ])('of kind %s is %i', (kind, code) => {
    expect(exitCodeOf(new AssayError(kind, 'c', 'm'))).toBe(code);
  });

  it('of anything else is 5', () => {
    expect(exitCodeOf(new TypeError('x'))).toBe(5);
    expect(exitCodeOf(undefined)).toBe(5);
  });
});
