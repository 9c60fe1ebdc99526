import { rfc } from '../../model/spec-ref.ts';
import { answerOf } from '../answer.ts';
import { DIALECTS } from '../headers/dialects.ts';
import { headerValue, waitOf } from '../headers/retry-after.ts';
import { headerTruth } from '../headers/truth.ts';
import {
  fail,
  firstAnswer,
  inconclusive,
  isRefusal,
  type LimitCase,
  type LimitCheck,
  pass,
  seconds,
  skip,
  warn,
} from './check.ts';

const refusalsIn = ({ study }: LimitCase) => study.observations.filter((one) => isRefusal(one, study.claim));

/** Retry-After keeps its word. */
export const retryAfter: LimitCheck = {
  id: 'limit-retry-after',
  title: 'Retry-After tells the truth',
  rationale:
    'A client that waits as long as it is told must be served then, and should not be told to wait for longer.',
  clause: () => rfc(9110, '10.2.3'),
  tolerance: ({ study }) => `one second of rounding and the round trip of ${seconds(study.preflight.rttMs)}`,
  judge: (subject) => {
    const refused = refusalsIn(subject);
    if (refused.length === 0) return inconclusive('no refusal was seen', 'a probe that meets the limit');
    const waits = refused.flatMap((one) => waitOf(one) ?? []);
    if (refused.some((one) => headerValue(one, 'retry-after') !== undefined && waitOf(one) === undefined))
      return fail(
        `Retry-After is neither seconds nor a date: "${headerValue(refused[0] ?? { headers: [] }, 'retry-after')}".`,
      );
    const [wait] = waits;
    if (wait === undefined)
      return warn('refusals do not say when to come back (RFC 6585 §4 allows that, but clients then guess)');
    if (wait > 1.1 * subject.study.claim.windowMs + 1_000)
      return fail(`Retry-After asks for ${seconds(wait)}; the window is ${seconds(subject.study.claim.windowMs)}.`);
    const due = firstAnswer(subject, 'RA0');
    const early = firstAnswer(subject, 'RA-');
    if (due === 'refused')
      return fail(`a request ${seconds(wait)} after the refusal, as Retry-After said, was refused again.`);
    if (early === 'admitted')
      return warn(`Retry-After said ${seconds(wait)}, but a request more than a second earlier was served`);
    return due === 'admitted'
      ? pass(
          `a request after the announced ${seconds(wait)} was served${early === 'refused' ? ', a second earlier it was not' : ''}`,
        )
      : inconclusive('the announced instant was not probed', 'a probe that lasts until then');
  },
};

/** Limit headers agree with each other, the promise and what happens. */
export const headers: LimitCheck = {
  id: 'limit-headers',
  title: 'Limit headers tell the truth',
  rationale: 'Clients pace themselves by them; a wrong unit or a wrong rest is worse than no header.',
  clause: ({ study }) =>
    study.claim.refs.headers ?? {
      kind: 'clause',
      source: 'draft-ietf-httpapi-ratelimit-headers-11',
      section: '3',
      url: 'https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/',
    },
  tolerance: () => 'windows announced up to a tenth too long are let pass',
  judge: ({ study }) => {
    const { dialects, faults, answers } = headerTruth(study);
    if (dialects.length === 0) return skip('no answer carried a limit header');
    if (faults.length > 0) return fail(`${faults.slice(0, 5).join('; ')}.`);
    return pass(`${answers} answers in ${dialects.map((id) => DIALECTS[id]).join(' and ')} agree with what happened`);
  },
};

/** The refusal is answered as documented. */
export const refusalAnswer: LimitCheck = {
  id: 'limit-refusal-answer',
  title: 'The refusal is answered as documented',
  rationale: 'Clients tell a refusal from a failure by its status and body.',
  clause: ({ study, promise }) => study.claim.refs.status ?? promise?.ref ?? rfc(6585, '4'),
  tolerance: () => 'every refusal was looked at',
  judge: (subject) => {
    const { study, promise } = subject;
    const refused = refusalsIn(subject);
    if (refused.length === 0) return inconclusive('no refusal was seen', 'a probe that meets the limit');
    const statuses = [...new Set(refused.map(({ status }) => status))];
    const wrong = statuses.filter((status) => status !== study.claim.status);
    if (wrong.length > 0) {
      const words = `refused with ${wrong.join(', ')} instead of ${study.claim.status}`;
      return study.claim.statusPromised ? fail(`${words}.`) : warn(words);
    }
    const stored = refused.find((one) =>
      /(^|[\s,])(public|max-age=[1-9])/.test(headerValue(one, 'cache-control') ?? ''),
    );
    if (stored)
      return fail(
        `a refusal may be stored by a cache (${headerValue(stored, 'cache-control')}), which RFC 6585 §4 forbids for 429.`,
      );
    const mediaType = headerValue(refused[0] ?? { headers: [] }, 'content-type')
      ?.split(';', 1)[0]
      ?.trim()
      .toLowerCase();
    const [issue] = promise?.issues ?? [];
    if (issue !== undefined) return fail(`the refusal is not as described: ${promise?.issues?.join('; ')}.`);
    return pass(`${refused.length} refusals with ${study.claim.status}${mediaType ? ` as ${mediaType}` : ''}`);
  },
};

/** The description speaks of the limit. */
export const documented: LimitCheck = {
  id: 'limit-documented',
  title: 'The description declares the limit and its refusal',
  rationale:
    'Clients made from a description do not handle an answer that it does not declare, nor pace themselves by a limit that it does not state.',
  clause: ({ study, promise }) => promise?.ref ?? study.claim.refs.quota,
  tolerance: () => 'the description was read',
  judge: (subject) => {
    const { promise, study } = subject;
    if (!promise) return skip('no description was given');
    const { status } = study.claim;
    if (promise.declared)
      return promise.stated
        ? pass(`the operation declares ${status}, and the limit is stated (${promise.stated})`)
        : warn(
            `the operation declares ${status}, but the limit stands in no place that machines read (x-rate-limit, or a limit header)`,
          );
    return refusalsIn(subject).some(({ status }) => status === study.claim.status)
      ? warn(`the operation answers ${study.claim.status}, which the description does not declare`)
      : warn(`the operation does not declare ${study.claim.status}`);
  },
};

/** Answers that are neither served nor refused. */
export const steadiness: LimitCheck = {
  id: 'limit-steadiness',
  title: 'The target stays up under its own limit',
  rationale: 'A quota that the service cannot serve is no quota.',
  clause: ({ study }) => study.claim.refs.quota,
  tolerance: () => 'single errors are let pass',
  judge: ({ study, stopped }) => {
    const errors = study.observations.filter((one) => answerOf(one, study.claim.status) === 'error').length;
    const lost = study.observations.filter(({ status }) => status === null).length;
    if (stopped && /server errors|answers take/.test(stopped)) return fail(`the probe was stopped: ${stopped}.`);
    const share = (errors + lost) / Math.max(1, study.observations.length);
    return share > 0.02
      ? warn(`${errors} server errors and ${lost} lost answers in ${study.observations.length} requests`)
      : pass(`${study.observations.length} requests, ${errors} server errors, ${lost} lost answers`);
  },
};
