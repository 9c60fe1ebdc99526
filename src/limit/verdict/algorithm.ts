import type { FamilyId } from '../family/hypothesis.ts';
import {
  countsUnknown,
  decidedFamily,
  fail,
  firstAnswer,
  inconclusive,
  type LimitCase,
  type LimitCheck,
  pass,
  seconds,
  skip,
} from './check.ts';

const ROLLING: readonly FamilyId[] = ['sliding-log', 'sliding-log-counting-refusals'];
const FIXED: readonly FamilyId[] = ['fixed-window-epoch', 'fixed-window-first-request', 'fixed-window-unknown-anchor'];

/** What a family means for a client that was promised a rolling window. */
const CONSEQUENCE: Partial<Record<FamilyId, (requests: number) => string>> = {
  'fixed-window-epoch': (n) => `up to ${2 * n} requests pass around a boundary`,
  'fixed-window-first-request': (n) => `up to ${2 * n} requests pass around the end of a window`,
  'fixed-window-unknown-anchor': (n) => `up to ${2 * n} requests pass around a boundary`,
  'sliding-counter': () =>
    'it guesses how the previous window was spread, so it lets through too many late and too few early',
  'sliding-counter-counting-refusals': () =>
    'it guesses how the previous window was spread, and counts what it refuses',
  'token-bucket': (n) => `up to about ${2 * n} requests pass within a window`,
  smoothing: () => 'short bursts are refused although the quota is free',
  penalty: () => 'a client that keeps asking is never let in again',
  block: () => 'the key stays shut for longer than the window asks',
};

/** The documented algorithm. */
export const algorithm: LimitCheck = {
  id: 'limit-algorithm',
  title: 'The documented window algorithm',
  rationale:
    'Clients pace themselves by what is documented; a fixed window sold as a rolling one surprises both sides.',
  clause: ({ study }) => study.claim.refs.window ?? study.claim.refs.quota,
  tolerance: ({ study }) =>
    `what explains every verdict about as well as the best survives; instants to ± ${seconds(study.margins.deltaMs)}`,
  judge: (subject) => {
    const { claim, classification } = subject.study;
    const survivors = classification.surviving;
    const names = survivors.map(({ title }) => title).join('; or ');
    if (claim.algorithm === 'unstated')
      return skip(`the promise says nothing of the window; what was seen is explained by: ${names}`);
    const right = claim.algorithm === 'rolling' ? ROLLING : FIXED;
    if (survivors.every(({ family }) => family === 'none'))
      return inconclusive('no refusal was seen', 'a probe that meets the limit');
    if (countsUnknown(subject))
      return inconclusive(
        'other requests are counted together with those of the key, and which of them is not known',
        'a larger quota, of which the requests that share it can be told apart',
      );
    const isRight = (family: string) => right.some((one) => one === family);
    if (survivors.length > 0 && classification.decided && isRight(survivors[0]?.family ?? ''))
      return pass(`documented ${claim.algorithm}, is a ${names}`);
    if (
      survivors.some(({ family }) => isRight(family)) ||
      survivors.length === 0 ||
      !(subject.study.over || subject.study.under)
    )
      return inconclusive(
        `what was seen fits ${names || 'no known limiter'}`,
        'a quieter network, or a second probe at another phase of the clock',
      );
    return fail(wordsOf(subject, names));
  },
};

function wordsOf({ study }: LimitCase, names: string): string {
  const { claim, classification, over, under } = study;
  const family = classification.surviving[0]?.family as FamilyId | undefined;
  const consequence = family && CONSEQUENCE[family]?.(claim.requests);
  const certificate = over?.words ?? under?.words;
  return `documented ${claim.algorithm}, is a ${names}${consequence ? `; ${consequence}` : ''}${certificate ? `; certificate: ${certificate}` : ''}.`;
}

/** The documented length of the window. */
export const windowLength: LimitCheck = {
  id: 'limit-window',
  title: 'The documented window length',
  rationale: 'Quota that comes back too late or too early is another limit than the documented one.',
  clause: ({ study }) => study.claim.refs.window ?? study.claim.refs.quota,
  tolerance: ({ study }) => `± ${seconds(study.margins.deltaMs)}`,
  judge: (subject) => {
    const { study } = subject;
    const { windowMs } = study.claim;
    const family = decidedFamily(subject);
    const best = study.classification.ranking[0];
    if (family === 'none' || !study.filling.exhausted)
      return inconclusive('the limit was not met', 'a probe that meets the limit');
    if (family === 'token-bucket' || family === 'smoothing' || family === 'concurrency')
      return skip(`a ${best?.title} has no window`);
    if (family && FIXED.includes(family) && best)
      return Math.abs(best.windowMs - windowMs) <= study.margins.deltaMs
        ? pass(`windows of ${seconds(best.windowMs)} explain every answer`)
        : fail(`the windows last ${seconds(best.windowMs)}, the promise is ${seconds(windowMs)}.`);
    const before = firstAnswer(subject, 'P3');
    const after = firstAnswer(subject, 'P4') ?? firstAnswer(subject, 'P3+');
    if (before === 'admitted' && family && ROLLING.includes(family))
      return fail(
        `quota came back more than ${seconds(study.margins.deltaMs)} before the window of ${seconds(windowMs)} was over.`,
      );
    if (after === 'refused' && study.under)
      return fail(
        `nothing had come back ${seconds(study.margins.deltaMs)} after the window of ${seconds(windowMs)} was over.`,
      );
    if (before === 'refused' && after === 'admitted')
      return pass(`the first requests came back within ${seconds(study.margins.deltaMs)} of ${seconds(windowMs)}`);
    return inconclusive(
      'the instants around the end of the window were not both seen',
      'a probe of the whole window on a quieter network',
    );
  },
};

/** Do refused requests use up quota? */
export const refusals: LimitCheck = {
  id: 'limit-refusals',
  title: 'Refused requests do not use up quota',
  rationale: 'Where they do, a client that retries is kept out for longer than documented, or for ever.',
  clause: ({ study }) => study.claim.refs.quota,
  tolerance: ({ study }) => `told by how many of ${study.margins.small} requests come back after a window`,
  judge: (subject) => {
    const family = decidedFamily(subject);
    if (countsUnknown(subject))
      return inconclusive(
        'other requests are counted together with those of the key, and which of them is not known',
        'a key whose counter nobody shares',
      );
    if (!family)
      return inconclusive(
        `explanations survive that differ in this: ${subject.study.classification.surviving.map(({ title }) => title).join('; ')}`,
        'a quieter network',
      );
    if (family === 'sliding-log-counting-refusals' || family === 'sliding-counter-counting-refusals')
      return fail('refused requests take the place of later ones.');
    if (family === 'penalty') return fail('every refusal starts the wait anew.');
    if (family === 'sliding-log' || family === 'sliding-counter')
      return pass('as many requests came back as had been admitted');
    return skip(`it makes no difference to a ${subject.study.classification.ranking[0]?.title}`);
  },
};

/** Does the key get in again? */
export const recovery: LimitCheck = {
  id: 'limit-recovery',
  title: 'The key is let in again',
  rationale: 'After the documented window a client must be served again.',
  clause: ({ study }) => study.claim.refs.window ?? study.claim.refs.quota,
  tolerance: ({ study }) => `± ${seconds(study.margins.deltaMs)}`,
  judge: ({ study, stopped }) => {
    if (!study.filling.exhausted) return inconclusive('the limit was not met', 'a probe that meets the limit');
    const later = study.observations.filter(({ step }) => /^(P\d|RA|late|silent)/.test(step));
    const begin = study.observations.find(({ role }) => role === 'victim')?.sentAt ?? 0;
    const back = later.find(({ status }) => status !== null && status < 400);
    if (!back)
      return stopped || !later.some(({ step }) => step === 'P4' || step === 'P3+')
        ? inconclusive(`the probe ended before${stopped ? `: ${stopped}` : ''}`, 'a probe of the whole window')
        : fail('no request was let through again, not even after a whole window of silence.');
    const latest = study.claim.windowMs + study.margins.deltaMs + 3_000;
    const afterMs = back.sentAt - begin;
    return afterMs <= latest || back.step === 'P4' || back.step === 'P2'
      ? pass(`requests were let through again ${seconds(afterMs)} after the first`)
      : fail(
          `requests were let through again only ${seconds(afterMs)} after the first; the window is ${seconds(study.claim.windowMs)}.`,
        );
  },
};
