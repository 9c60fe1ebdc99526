import type { LimitExplanation, LimitReport, LimitVerdict } from '../../model/limit.ts';
import { formatRate } from '../../model/rate-policy.ts';

/** The promise in words: `1000/5m, rolling, for each credential, 429 beyond`. */
export function claimWords({ claim }: LimitReport): string {
  const per = { credential: 'for each credential', ip: 'for each address', global: 'for all together', unstated: '' }[
    claim.per
  ];
  return [formatRate(claim), claim.algorithm === 'unstated' ? '' : claim.algorithm, per, `${claim.status} beyond`]
    .filter(Boolean)
    .join(', ');
}

/** An explanation with its numbers: `fixed window aligned to the clock, 1000 in 300 s`. */
export function explanationWords({ title, windowMs, quota }: LimitExplanation): string {
  const most = quota && Number.isFinite(quota.most) ? quota.most : undefined;
  const size =
    quota &&
    (most === undefined ? `at least ${quota.least}` : most === quota.least ? `${most}` : `${quota.least} to ${most}`);
  return [title, size, windowMs > 0 ? `in ${windowMs / 1_000} s` : '']
    .filter(Boolean)
    .join(size ? ', ' : ' ')
    .replace(/, in /, ' in ');
}

/** What a verdict says, whatever it is. */
export function outcomeWords({ outcome }: LimitVerdict): string {
  if (outcome.kind === 'inconclusive') return `${outcome.reason}; needed: ${outcome.needed}`;
  return outcome.kind === 'skip' ? outcome.reason : outcome.message;
}

export const RESULT_WORDS = {
  conformant: 'The limit is as documented',
  'not-conformant': 'The limit is not as documented',
  inconclusive: 'The limit could not be tested',
} as const;
