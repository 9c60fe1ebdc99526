import { type Registry, registry } from '../../kernel/registry.ts';
import type { LimitVerdict } from '../../model/limit.ts';
import { algorithm, recovery, refusals, windowLength } from './algorithm.ts';
import { documented, headers, refusalAnswer, retryAfter, steadiness } from './answers.ts';
import type { LimitCase, LimitCheck } from './check.ts';
import { aliasing, consumption, isolation, race } from './keys.ts';
import { quotaOver, quotaUnder } from './quota.ts';

/** Every question about a limit, the gravest first. */
export const limitChecks: Registry<LimitCheck> = registry('limit check', [
  quotaOver,
  quotaUnder,
  algorithm,
  windowLength,
  isolation,
  consumption,
  aliasing,
  refusals,
  recovery,
  refusalAnswer,
  retryAfter,
  headers,
  documented,
  race,
  steadiness,
]);

/** Without an answer to these a limit has not been tested. */
const ESSENTIAL: readonly string[] = [quotaOver.id, quotaUnder.id, algorithm.id, windowLength.id];

/** Answer every question. */
export function judgeLimit(subject: LimitCase): LimitVerdict[] {
  return limitChecks.all.map((check) => ({
    id: check.id,
    title: check.title,
    clause: check.clause(subject),
    tolerance: check.tolerance(subject),
    outcome: check.judge(subject),
  }));
}

/** What the verdicts come to, and the exit code that says so. */
export function concludeLimit(verdicts: readonly LimitVerdict[], stopped?: string) {
  const failed = verdicts.filter(({ outcome }) => outcome.kind === 'fail');
  const open = verdicts.filter(({ id, outcome }) => outcome.kind === 'inconclusive' && ESSENTIAL.includes(id));
  if (failed.length > 0)
    return {
      outcome: 'not-conformant' as const,
      exitCode: 1,
      reason: failed.map(({ title, outcome }) => `${title}: ${'message' in outcome ? outcome.message : ''}`).join(' '),
    };
  if (open.length > 0 || stopped)
    return {
      outcome: 'inconclusive' as const,
      exitCode: 4,
      reason:
        stopped ??
        open.map(({ title, outcome }) => `${title}: ${'reason' in outcome ? outcome.reason : ''}`).join('; '),
    };
  return {
    outcome: 'conformant' as const,
    exitCode: 0,
    reason: `${verdicts.filter(({ outcome }) => outcome.kind === 'pass').length} of ${verdicts.length} questions answered well, none badly`,
  };
}
