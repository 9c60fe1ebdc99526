import type { Rate } from '../../../model/rate-policy.ts';
import { ban } from '../ban.ts';
import { block } from '../block.ts';
import { firstRequestWindow } from '../first-request-window.ts';
import { byCredential } from '../gate/keys.ts';
import { jsonRefusal, type RefusalStyle, textRefusal } from '../gate/refusal.ts';
import type { HeaderDialect } from '../headers/dialect.ts';
import { none } from '../headers/none.ts';
import { retryAfter } from '../headers/retry-after.ts';
import { xRateLimitDelta } from '../headers/x-ratelimit-delta.ts';
import { xRateLimitEpochSeconds } from '../headers/x-ratelimit-epoch-seconds.ts';
import type { Limiter } from '../limiter.ts';
import { penalty } from '../penalty.ts';
import { slidingLog } from '../sliding-log.ts';
import type { LimiterPreset } from './preset.ts';

interface Library extends Omit<LimiterPreset, 'rules'> {
  readonly dialects: readonly HeaderDialect[];
  readonly refusal: RefusalStyle;
  make(rate: Rate): Limiter;
}

const fastify = jsonRefusal(429, ({ status, waitSeconds }) => ({
  statusCode: status,
  error: status === 403 ? 'Forbidden' : 'Too Many Requests',
  message: `Rate limit exceeded, retry in ${waitSeconds} seconds`,
}));
const fastifyHeaders = [xRateLimitDelta, retryAfter];
const plain = textRefusal(429, 'Too Many Requests');

const LIBRARIES: readonly Library[] = [
  {
    id: 'express-rate-limit',
    title: 'express-rate-limit in memory',
    rationale: 'Its window opens with the first request of a client.',
    family: 'fixed-window-first-request',
    deviation: 'over',
    dialects: [xRateLimitEpochSeconds, retryAfter],
    refusal: textRefusal(429, 'Too many requests, please try again later.'),
    make: ({ requests, windowMs }) => firstRequestWindow(requests, windowMs),
  },
  {
    id: 'fastify-rate-limit',
    title: '@fastify/rate-limit in memory',
    rationale: 'Its window opens with the first request of a client; the reset is a duration.',
    family: 'fixed-window-first-request',
    deviation: 'over',
    dialects: fastifyHeaders,
    refusal: fastify,
    make: ({ requests, windowMs }) => firstRequestWindow(requests, windowMs),
  },
  {
    id: 'fastify-continue-exceeding',
    title: '@fastify/rate-limit with continueExceeding',
    rationale: 'Every refusal starts the window anew.',
    family: 'penalty',
    deviation: 'both',
    dialects: fastifyHeaders,
    refusal: fastify,
    make: ({ requests, windowMs }) => penalty(requests, windowMs),
  },
  {
    id: 'fastify-exponential-backoff',
    title: '@fastify/rate-limit with exponentialBackoff in memory',
    rationale:
      'Every refusal starts the window anew and announces a wait that doubles, though one quiet window is enough.',
    family: 'penalty',
    deviation: 'both',
    dialects: fastifyHeaders,
    refusal: fastify,
    make: ({ requests, windowMs }) => penalty(requests, windowMs, { growingAnnouncement: true }),
  },
  {
    id: 'fastify-ban',
    title: '@fastify/rate-limit with ban',
    rationale: 'After three refusals in a window the answer is 403 instead of 429.',
    family: 'fixed-window-first-request',
    deviation: 'over',
    dialects: fastifyHeaders,
    refusal: fastify,
    make: ({ requests, windowMs }) => ban(firstRequestWindow(requests, windowMs), { refusals: 3 }),
  },
  {
    id: 'rate-limiter-flexible',
    title: 'rate-limiter-flexible in memory',
    rationale: 'Its window opens with the first request of a client; headers are left to the application.',
    family: 'fixed-window-first-request',
    deviation: 'over',
    dialects: [none],
    refusal: plain,
    make: ({ requests, windowMs }) => firstRequestWindow(requests, windowMs),
  },
  {
    id: 'rate-limiter-flexible-block',
    title: 'rate-limiter-flexible with blockDuration',
    rationale: 'One request too many shuts the client out for one and a half windows.',
    family: 'block',
    deviation: 'both',
    dialects: [retryAfter],
    refusal: plain,
    make: ({ requests, windowMs }) => block(requests, windowMs, { blockMs: 1.5 * windowMs }),
  },
  {
    id: 'rolling-rate-limiter',
    title: 'rolling-rate-limiter in memory',
    rationale: 'Refused requests take a place in its log too.',
    family: 'sliding-log-refusals-counted',
    deviation: 'under',
    dialects: [none],
    refusal: plain,
    make: ({ requests, windowMs }) => slidingLog(requests, windowMs, { refusalsCount: true }),
  },
];

/** Libraries of Node.js servers, one preset for each setting that changes what is seen from outside. */
export const nodeLibraryPresets: readonly LimiterPreset[] = LIBRARIES.map(({ make, dialects, refusal, ...about }) => ({
  ...about,
  rules: (rate) => [
    { policy: about.id, windowMs: rate.windowMs, limiter: make(rate), key: byCredential, refusal, dialects },
  ],
}));
