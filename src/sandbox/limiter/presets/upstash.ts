import type { Rate } from '../../../model/rate-policy.ts';
import { fixedWindow } from '../fixed-window.ts';
import { byCredential } from '../gate/keys.ts';
import { textRefusal } from '../gate/refusal.ts';
import { xRateLimitEpochMs } from '../headers/x-ratelimit-epoch-ms.ts';
import type { Limiter } from '../limiter.ts';
import { slidingCounter } from '../sliding-counter.ts';
import { tokenBucket } from '../token-bucket.ts';
import type { LimiterPreset } from './preset.ts';

function upstash(about: Omit<LimiterPreset, 'rules'>, make: (rate: Rate) => Limiter): LimiterPreset {
  return {
    ...about,
    rules: (rate) => [
      {
        policy: about.id,
        windowMs: rate.windowMs,
        limiter: make(rate),
        key: byCredential,
        refusal: textRefusal(429, 'Too Many Requests'),
        dialects: [xRateLimitEpochMs],
      },
    ],
  };
}

/** The three algorithms of @upstash/ratelimit. */
export const upstashPresets: readonly LimiterPreset[] = [
  upstash(
    {
      id: 'upstash-fixed-window',
      title: 'Upstash fixedWindow',
      rationale: 'Slots of the Unix clock.',
      family: 'fixed-window-epoch',
      deviation: 'over',
    },
    ({ requests, windowMs }) => fixedWindow(requests, windowMs),
  ),
  upstash(
    {
      id: 'upstash-sliding-window',
      title: 'Upstash slidingWindow',
      rationale: 'Called sliding, but two weighted buckets aligned to the clock.',
      family: 'sliding-counter',
      deviation: 'both',
    },
    ({ requests, windowMs }) => slidingCounter(requests, windowMs),
  ),
  upstash(
    {
      id: 'upstash-token-bucket',
      title: 'Upstash tokenBucket',
      rationale: 'Fills in lumps, here a tenth of the quota at a time.',
      family: 'token-bucket',
      deviation: 'over',
    },
    ({ requests, windowMs }) => tokenBucket(requests, windowMs, { lumpMs: windowMs / 10 }),
  ),
];
