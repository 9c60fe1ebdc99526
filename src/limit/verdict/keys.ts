import { answerOf } from '../answer.ts';
import type { CodedRole } from '../leak.ts';
import {
  decidedFamily,
  fail,
  firstAnswer,
  inconclusive,
  type LimitCase,
  type LimitCheck,
  pass,
  seconds,
  shutsFor,
  skip,
  warn,
} from './check.ts';

const WHO: Readonly<Record<CodedRole, string>> = {
  failing: 'requests of the key that fail',
  'other-key': 'requests of another key',
  'bad-credential': 'requests with a wrong credential',
  'no-credential': 'requests without a credential',
};

/** Another key is not affected. */
export const isolation: LimitCheck = {
  id: 'limit-isolation',
  title: 'Each key has a quota of its own',
  rationale: 'Where keys share a counter, one client locks the others out.',
  clause: ({ study }) => study.claim.refs.isolation ?? study.claim.refs.quota,
  tolerance: () => 'three requests of another key while the first is refused',
  judge: ({ study }) => {
    const { claim } = study;
    const others = study.observations.filter(({ step }) => step === 'isolation');
    if (others.length === 0)
      return inconclusive(
        'no other key was used while the first was refused',
        'a second key (--other-identity, or a second identity in the suite)',
      );
    const refused = others.filter((one) => answerOf(one, claim.status, true) === 'refused').length;
    if (refused > 0 && claim.per === 'credential')
      return fail(`another key was refused ${refused} of ${others.length} times while the first was over its limit.`);
    if (refused > 0) return skip('the promise does not say that keys are apart; another key was refused too');
    return others.every((one) => answerOf(one, claim.status) === 'admitted')
      ? pass('another key was served while the first was refused')
      : inconclusive('the other key got no proper answer', 'a second key that is entitled');
  },
};

/** Who uses up the quota of a key. */
export const consumption: LimitCheck = {
  id: 'limit-consumption',
  title: 'Nobody else uses up the quota of a key',
  rationale: 'A stranger whose requests count against a key can lock its owner out.',
  clause: ({ study }) => study.claim.refs.isolation ?? study.claim.refs.quota,
  tolerance: ({ study }) =>
    `every subset of the asked roles has its own sum; residual ${study.leaks.residual ?? 'unknown'}`,
  judge: ({ study }) => {
    const { consumed, unclear } = study.leaks;
    if (unclear)
      return inconclusive(unclear, 'a quota of about 300 or more, an exact limiter, and credentials to ask with');
    const asked = [...consumed.keys()];
    const strangers = asked.filter((role) => role !== 'failing' && consumed.get(role));
    const failing = consumed.get('failing');
    const note =
      failing === undefined
        ? ''
        : failing
          ? '; requests of the key that fail count, too'
          : '; requests of the key that fail do not count';
    if (strangers.length > 0 && study.claim.per === 'credential')
      return fail(`the quota of the key is used up by ${strangers.map((role) => WHO[role]).join(' and ')}${note}.`);
    if (strangers.length > 0)
      return warn(`the quota is shared with ${strangers.map((role) => WHO[role]).join(' and ')}${note}`);
    return pass(
      `not used up by ${
        asked
          .filter((role) => role !== 'failing')
          .map((role) => WHO[role])
          .join(', ') || 'anybody asked'
      }${note}`,
    );
  },
};

/** Another spelling of the credential is the same key. */
export const aliasing: LimitCheck = {
  id: 'limit-aliasing',
  title: 'Another spelling of a credential is no fresh quota',
  rationale:
    'Where the limiter counts the raw header and the service reads it kindly, one client has as many quotas as there are spellings.',
  clause: ({ study }) => study.claim.refs.isolation ?? study.claim.refs.quota,
  tolerance: () => 'one request for each spelling while the usual one is refused',
  judge: (subject) => {
    const { study, aliases } = subject;
    if (aliases.length === 0) return skip('the credential has no other spelling that could be tried');
    const tried = study.observations.filter(({ role }) => role === 'alias');
    if (tried.length === 0)
      return inconclusive(
        'no other spelling was tried while the key was refused',
        'a probe that meets the limit with few refusals',
      );
    const accepted = tried.filter(({ status }) => status !== null && status < 300);
    if (accepted.length === 0)
      return pass(`none of ${tried.length} other spellings was served (${tried.map(({ alias }) => alias).join(', ')})`);
    return wasShut(subject, tried.at(-1)?.receivedAt ?? 0)
      ? fail(
          `the same credential has a fresh quota when spelt otherwise: ${accepted.map(({ alias }) => alias).join(', ')}.`,
        )
      : inconclusive(
          'other spellings were served, but the limiter gives quota back all the time',
          'a limiter that stays shut for a while',
        );
  },
};

/**
 * True when the key itself was shut while other spellings were served: its family stays shut, or the key is refused again so long afterwards
 * that a limiter which gives quota back all the time would have given at least two requests back.
 */
function wasShut(subject: LimitCase, sinceMs: number): boolean {
  const { claim, observations } = subject.study;
  const later = observations.find(
    ({ role, sentAt }) => role === 'victim' && (sentAt - sinceMs) * (claim.requests / claim.windowMs) >= 2,
  );
  if (later && answerOf(later, claim.status, true) === 'refused') return true;
  return shutsFor(decidedFamily(subject)) && firstAnswer(subject, 'P1') !== 'admitted';
}

/** Counting is atomic. */
export const race: LimitCheck = {
  id: 'limit-race',
  title: 'A volley at once does not get past the quota',
  rationale: 'A limiter that looks first and counts later lets a volley through.',
  clause: ({ study }) => study.claim.refs.quota,
  tolerance: ({ study }) => `a volley within one round trip of ${seconds(study.preflight.rttMs)}`,
  judge: ({ study, race: asked }) => {
    if (!asked) return skip('asked for with --race only');
    if (!study.filling.exhausted) return inconclusive('the volley met no refusal', 'a larger volley');
    const excess = study.filling.admitted - study.claim.requests;
    if (excess <= 0) return pass('the volley got no more than the quota');
    return study.over
      ? fail(`a volley at once got ${excess} requests past the quota.`)
      : inconclusive('more was admitted than the quota, but not certainly within one window', 'a faster network');
  },
};
