import type { Rate } from '../../../model/rate-policy.ts';
import { block } from '../block.ts';
import { fixedWindow } from '../fixed-window.ts';
import { byCredential } from '../gate/keys.ts';
import { htmlRefusal, jsonRefusal, type RefusalStyle, textRefusal } from '../gate/refusal.ts';
import { gcra } from '../gcra.ts';
import type { HeaderDialect } from '../headers/dialect.ts';
import { draft06 } from '../headers/draft-06.ts';
import { none } from '../headers/none.ts';
import { retryAfter } from '../headers/retry-after.ts';
import { xRateLimitDelta } from '../headers/x-ratelimit-delta.ts';
import type { Limiter } from '../limiter.ts';
import { nodes } from '../nodes.ts';
import { atRandom } from '../routing.ts';
import { slidingCounter } from '../sliding-counter.ts';
import { tokenBucket } from '../token-bucket.ts';
import type { LimiterPreset } from './preset.ts';

interface Gateway extends Omit<LimiterPreset, 'rules'> {
  readonly dialects: readonly HeaderDialect[];
  readonly refusal: RefusalStyle;
  make(rate: Rate, seed: number): Limiter;
}

const GATEWAYS: readonly Gateway[] = [
  {
    id: 'haproxy',
    title: 'HAProxy http_req_rate in a stick table',
    rationale: 'Two weighted buckets whose phase is that of the key, counting refusals too.',
    family: 'sliding-counter-refusals-counted',
    deviation: 'both',
    dialects: [none],
    refusal: htmlRefusal(429, '429 Too Many Requests'),
    make: ({ requests, windowMs }) =>
      slidingCounter(requests, windowMs, { anchor: 'first-request', refusalsCount: true }),
  },
  {
    id: 'envoy-ratelimit',
    title: 'Envoy with the ratelimit service',
    rationale: 'Slots of the Unix clock.',
    family: 'fixed-window-epoch',
    deviation: 'over',
    dialects: [draft06],
    refusal: textRefusal(429, ''),
    make: ({ requests, windowMs }) => fixedWindow(requests, windowMs),
  },
  {
    id: 'envoy-local-ratelimit',
    title: 'Envoy local rate limit on two processes',
    rationale: 'A token bucket in each process, so that their limits add up.',
    family: 'nodes',
    deviation: 'over',
    dialects: [none],
    refusal: textRefusal(429, 'local_rate_limited'),
    make: ({ requests, windowMs }, seed) => nodes(2, () => tokenBucket(requests, windowMs), atRandom(2, seed)),
  },
  {
    id: 'aws-api-gateway',
    title: 'AWS API Gateway usage plan',
    rationale: 'A token bucket, documented as a target and not a ceiling.',
    family: 'token-bucket',
    deviation: 'over',
    dialects: [none],
    refusal: jsonRefusal(429, () => ({ message: 'Too Many Requests' })),
    make: ({ requests, windowMs }) => tokenBucket(requests, windowMs),
  },
  {
    id: 'throttled',
    title: 'throttled for Go',
    rationale: 'A cell rate algorithm with the quota as burst; the reset is a duration.',
    family: 'token-bucket',
    deviation: 'over',
    dialects: [xRateLimitDelta, retryAfter],
    refusal: textRefusal(429, 'limit exceeded'),
    make: ({ requests, windowMs }) => gcra(requests, windowMs),
  },
  {
    id: 'mitigation-timeout',
    title: 'an edge network with a mitigation timeout',
    rationale: 'Whoever exceeds the limit is blocked for a time that has nothing to do with the window.',
    family: 'block',
    deviation: 'both',
    dialects: [retryAfter],
    refusal: htmlRefusal(429, '429 Too Many Requests'),
    make: ({ requests, windowMs }) => block(requests, windowMs, { blockMs: windowMs }),
  },
];

/** Gateways and proxies of which only the limiter and its dialect are modelled. */
export const gatewayPresets: readonly LimiterPreset[] = GATEWAYS.map(({ make, dialects, refusal, ...about }) => ({
  ...about,
  rules: (rate, seed) => [
    { policy: about.id, windowMs: rate.windowMs, limiter: make(rate, seed), key: byCredential, refusal, dialects },
  ],
}));
