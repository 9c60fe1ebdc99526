import type { LimitCertificate, LimitClaim, LimitExplanation, LimitOutcome } from '../../model/limit.ts';
import { answerOf } from '../answer.ts';
import type { Study } from '../study.ts';
import { fail, inconclusive, type LimitCase, type LimitCheck, pass, seconds } from './check.ts';

const tolerance = ({ study }: LimitCase) => {
  const { lost } = study.filling;
  const loss = lost > 0 ? `; ${lost} answers were lost, so the quota is known to ± ${lost}` : '';
  return `instants to ± ${seconds(study.margins.deltaMs)}${loss}`;
};

/** More than the quota within a window. */
export const quotaOver: LimitCheck = {
  id: 'limit-quota-over',
  title: 'No more than the quota in any window',
  rationale:
    'A limiter that lets more through than promised does not protect what is behind it, whatever its algorithm is called.',
  clause: ({ study }) => study.claim.refs.quota,
  tolerance,
  judge: ({ study, stopped }) => {
    if (study.over) return windowsAllow(study, study.over) ?? fail(`${study.over.words}.`);
    if (!study.filling.exhausted)
      return inconclusive(
        `no refusal was seen after ${study.filling.admitted} admitted requests${stopped ? ` (${stopped})` : ''}`,
        'a run that uses up the quota; a limit that is off on this environment cannot be tested here',
      );
    const failing = study.observations.filter(
      (one) => one.role === 'failing' && answerOf(one, study.claim.status, true) !== 'refused',
    ).length;
    if (study.leaks.unclear !== undefined && study.filling.admitted + failing > study.claim.requests)
      return inconclusive(
        `with the ${failing} requests that failed more than the quota passed, and it is not known whether these count (${study.leaks.unclear})`,
        'a larger quota, on which it can be told what counts',
      );
    const late = study.observations.some(({ step }) => step === 'P3' || step === 'P4');
    return late || study.under
      ? pass(
          `never more than ${study.claim.requests} within a window; ${study.filling.admitted} were admitted before the first refusal`,
        )
      : inconclusive(
          `the probe ended before the window was over${stopped ? `: ${stopped}` : ''}`,
          'a probe that reaches the end of the window',
        );
  },
};

/**
 * The verdict on more than the quota within a window under a promise of fixed windows, or one that leaves the window open: around a boundary two
 * quotas may pass. Undefined when the promise rolls, or fixed windows of the promised numbers do not explain what was seen.
 */
function windowsAllow({ claim, classification }: Study, over: LimitCertificate): LimitOutcome | undefined {
  if (claim.algorithm === 'rolling' || over.admitted > 2 * claim.requests) return undefined;
  const keeping = classification.surviving.find((one) => isAsPromised(one, claim));
  if (!keeping) return undefined;
  const said = claim.algorithm === 'fixed' ? 'is documented so' : 'does not say that its window rolls';
  return pass(
    `a ${keeping.title} with the promised numbers explains all that was seen; the limit ${said}, so up to ${2 * claim.requests} may pass around a boundary (seen: ${over.admitted})`,
  );
}

function isAsPromised({ family, quota, windowMs }: LimitExplanation, claim: LimitClaim): boolean {
  return (
    family.startsWith('fixed-window') &&
    windowMs === claim.windowMs &&
    quota !== undefined &&
    quota.least <= claim.requests &&
    claim.requests <= quota.most
  );
}

/** Refused although the quota was not used up. */
export const quotaUnder: LimitCheck = {
  id: 'limit-quota-under',
  title: 'No refusal below the quota',
  rationale: 'A client that keeps to the documented limit must not be refused.',
  clause: ({ study }) => study.claim.refs.quota,
  tolerance,
  judge: ({ study, stopped }) => {
    if (study.under) return fail(`${study.under.words}.`);
    if (study.filling.admitted + study.filling.lost < study.claim.requests && !study.filling.exhausted)
      return inconclusive(
        `the quota was not used up${stopped ? `: ${stopped}` : ''}`,
        'a probe that sends the whole quota',
      );
    const silent =
      study.quietSinceMs <=
      (study.observations.find(({ role }) => role === 'victim')?.sentAt ?? 0) - study.claim.windowMs;
    if (!silent && study.filling.exhausted && study.filling.admitted + study.filling.lost < study.claim.requests)
      return inconclusive(
        'refusals came early, but the key may have been used before the probe',
        'a window of silence on the key before the probe',
      );
    return pass('no request was refused while the trailing window held less than the quota');
  },
};
