import type { Rate } from '../../../model/rate-policy.ts';
import { ban } from '../ban.ts';
import { block } from '../block.ts';
import { concurrency } from '../concurrency.ts';
import { firstRequestWindow } from '../first-request-window.ts';
import { fixedWindow } from '../fixed-window.ts';
import { gcra } from '../gcra.ts';
import type { Limiter } from '../limiter.ts';
import { nodes } from '../nodes.ts';
import { penalty } from '../penalty.ts';
import { atRandom, inTurn } from '../routing.ts';
import { slidingCounter } from '../sliding-counter.ts';
import { slidingLog } from '../sliding-log.ts';
import { spikeArrest } from '../spike-arrest.ts';
import { syncedNodes } from '../synced-nodes.ts';
import { tokenBucket } from '../token-bucket.ts';
import { unlimited } from '../unlimited.ts';
import { visibilityLag } from '../visibility-lag.ts';
import { plainRule } from './plain-rule.ts';
import type { LimiterPreset } from './preset.ts';

interface Plain extends Omit<LimiterPreset, 'rules'> {
  make(rate: Rate, seed: number): Limiter;
}

const PLAIN: readonly Plain[] = [
  {
    id: 'sliding-log',
    title: 'a log of the requests that passed',
    rationale: 'The only algorithm that keeps a rolling limit to the letter.',
    family: 'sliding-log',
    deviation: 'never',
    make: ({ requests, windowMs }) => slidingLog(requests, windowMs),
  },
  {
    id: 'sliding-log-refusals-counted',
    title: 'a log of all requests, refused ones too',
    rationale: 'A client that keeps asking while it is refused never recovers.',
    family: 'sliding-log-refusals-counted',
    deviation: 'under',
    make: ({ requests, windowMs }) => slidingLog(requests, windowMs, { refusalsCount: true }),
  },
  {
    id: 'fixed-window-epoch',
    title: 'windows aligned to the clock',
    rationale: 'Twice the quota passes around a boundary, which is the same instant for every client.',
    family: 'fixed-window-epoch',
    deviation: 'over',
    make: ({ requests, windowMs }) => fixedWindow(requests, windowMs),
  },
  {
    id: 'fixed-window-first-request',
    title: 'windows opened by the first request',
    rationale: 'Twice the quota passes around the end of a window.',
    family: 'fixed-window-first-request',
    deviation: 'over',
    make: ({ requests, windowMs }) => firstRequestWindow(requests, windowMs),
  },
  {
    id: 'sliding-counter',
    title: 'two weighted buckets',
    rationale: 'Supposes that requests were spread evenly, which refuses early bursts and lets late ones pass.',
    family: 'sliding-counter',
    deviation: 'both',
    make: ({ requests, windowMs }) => slidingCounter(requests, windowMs),
  },
  {
    id: 'sliding-counter-refusals-counted',
    title: 'two weighted buckets that count refusals',
    rationale: 'As two weighted buckets, and a client that keeps asking recovers late.',
    family: 'sliding-counter-refusals-counted',
    deviation: 'both',
    make: ({ requests, windowMs }) =>
      slidingCounter(requests, windowMs, { anchor: 'first-request', refusalsCount: true }),
  },
  {
    id: 'token-bucket',
    title: 'a bucket that fills steadily',
    rationale: 'Up to twice the quota passes in the first window, for the bucket fills while it is emptied.',
    family: 'token-bucket',
    deviation: 'over',
    make: ({ requests, windowMs }) => tokenBucket(requests, windowMs),
  },
  {
    id: 'token-bucket-lumps',
    title: 'a bucket that fills in lumps',
    rationale: 'As a bucket that fills steadily, a twentieth of the quota at a time.',
    family: 'token-bucket',
    deviation: 'over',
    make: ({ requests, windowMs }) => tokenBucket(requests, windowMs, { lumpMs: windowMs / 20 }),
  },
  {
    id: 'gcra',
    title: 'cell rate algorithm with the whole quota as burst',
    rationale: 'A token bucket seen from the other side.',
    family: 'token-bucket',
    deviation: 'over',
    make: ({ requests, windowMs }) => gcra(requests, windowMs),
  },
  {
    id: 'gcra-small-burst',
    title: 'cell rate algorithm with a burst of five',
    rationale: 'The documented quota can only be had by a client that spreads it evenly.',
    family: 'smoothing',
    deviation: 'both',
    make: ({ requests, windowMs }) => gcra(requests, windowMs, 5),
  },
  {
    id: 'smoothing',
    title: 'one request at a time, evenly spaced',
    rationale: 'The second of two quick requests is refused although the quota is untouched.',
    family: 'smoothing',
    deviation: 'under',
    make: ({ requests, windowMs }) => gcra(requests, windowMs, 1),
  },
  {
    id: 'spike-arrest',
    title: 'slices of the window with a share of the quota each',
    rationale: 'The documented quota is cut into slices of at least a tenth of a second.',
    family: 'smoothing',
    deviation: 'under',
    make: ({ requests, windowMs }) => spikeArrest(requests, windowMs),
  },
  {
    id: 'penalty',
    title: 'every refusal starts the window anew',
    rationale: 'A client that keeps asking is shut out for ever.',
    family: 'penalty',
    deviation: 'both',
    make: ({ requests, windowMs }) => penalty(requests, windowMs),
  },
  {
    id: 'block',
    title: 'a block of one and a half windows',
    rationale: 'One request too many costs more than the window.',
    family: 'block',
    deviation: 'both',
    make: ({ requests, windowMs }) => block(requests, windowMs, { blockMs: 1.5 * windowMs }),
  },
  {
    id: 'block-growing',
    title: 'a block that doubles with every refusal',
    rationale: 'A few impatient retries shut a client out for hours.',
    family: 'block',
    deviation: 'both',
    make: ({ requests, windowMs }) => block(requests, windowMs, { blockMs: windowMs, growing: true }),
  },
  {
    id: 'ban',
    title: 'a ban after three refusals',
    rationale: 'The answer changes from 429 to 403, and waiting for the window does not help.',
    family: 'block',
    deviation: 'under',
    make: ({ requests, windowMs }) => ban(slidingLog(requests, windowMs), { refusals: 3, banMs: 2 * windowMs }),
  },
  {
    id: 'concurrency',
    title: 'four requests at a time',
    rationale: 'What is limited is how many are at work, not how many there were.',
    family: 'concurrency',
    deviation: 'both',
    make: () => concurrency(4, 30),
  },
  {
    id: 'nodes',
    title: 'three nodes with a limit each',
    rationale: 'Replicas multiply the limit.',
    family: 'nodes',
    deviation: 'over',
    make: ({ requests, windowMs }, seed) => nodes(3, () => slidingLog(requests, windowMs), atRandom(3, seed)),
  },
  {
    id: 'nodes-shared-out',
    title: 'three nodes with a third of the limit each',
    rationale: 'A client whose requests are not spread evenly is refused too early.',
    family: 'nodes',
    deviation: 'under',
    make: ({ requests, windowMs }, seed) =>
      nodes(3, () => slidingLog(Math.floor(requests / 3), windowMs), atRandom(3, seed)),
  },
  {
    id: 'nodes-synced',
    title: 'two nodes that exchange counts now and then',
    rationale: 'Between two exchanges the nodes count past each other.',
    family: 'nodes',
    deviation: 'over',
    make: ({ requests, windowMs }) =>
      syncedNodes(requests, windowMs, { nodes: 2, everyMs: windowMs / 10, route: inTurn(2) }),
  },
  {
    id: 'visibility-lag',
    title: 'a log whose entries are seen late',
    rationale: 'Checked first, counted afterwards: requests that follow closely pass in excess.',
    family: 'visibility-lag',
    deviation: 'over',
    make: ({ requests, windowMs }) => visibilityLag(requests, windowMs, { lagMs: 10 }),
  },
  {
    id: 'unlimited',
    title: 'no limit at all',
    rationale: 'A limit that stands only in the description.',
    family: 'none',
    deviation: 'over',
    make: ({ requests, windowMs }) => unlimited(requests, windowMs),
  },
  {
    id: 'quota-one-less',
    title: 'one request less than documented',
    rationale: 'The last documented request is refused.',
    family: 'sliding-log',
    deviation: 'under',
    make: ({ requests, windowMs }) => slidingLog(requests - 1, windowMs),
  },
  {
    id: 'quota-one-more',
    title: 'one request more than documented',
    rationale: 'Compared with greater than where greater or equal was meant.',
    family: 'sliding-log',
    deviation: 'over',
    make: ({ requests, windowMs }) => slidingLog(requests + 1, windowMs),
  },
  {
    id: 'window-longer',
    title: 'a window one hundredth longer than documented',
    rationale: 'Requests that are due again are refused.',
    family: 'sliding-log',
    deviation: 'under',
    make: ({ requests, windowMs }) => slidingLog(requests, windowMs * 1.01),
  },
  {
    id: 'window-shorter',
    title: 'a window one hundredth shorter than documented',
    rationale: 'Requests pass before they are due.',
    family: 'sliding-log',
    deviation: 'over',
    make: ({ requests, windowMs }) => slidingLog(requests, windowMs * 0.99),
  },
];

/** Every algorithm in its plain form: for each credential, refusing as documented, with true headers. */
export const plainPresets: readonly LimiterPreset[] = PLAIN.map(({ make, ...about }) => ({
  ...about,
  rules: (rate, seed) => [plainRule(rate, make(rate, seed))],
}));
