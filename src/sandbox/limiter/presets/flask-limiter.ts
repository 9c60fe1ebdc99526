import type { Rate } from '../../../model/rate-policy.ts';
import { firstRequestWindow } from '../first-request-window.ts';
import { byCredential } from '../gate/keys.ts';
import { htmlRefusal } from '../gate/refusal.ts';
import { lies } from '../headers/lies.ts';
import { retryAfter } from '../headers/retry-after.ts';
import { xRateLimitEpochSeconds } from '../headers/x-ratelimit-epoch-seconds.ts';
import type { Limiter } from '../limiter.ts';
import { penalty } from '../penalty.ts';
import { slidingLog } from '../sliding-log.ts';
import type { LimiterPreset } from './preset.ts';

function flaskLimiter(about: Omit<LimiterPreset, 'rules'>, make: (rate: Rate) => Limiter): LimiterPreset {
  return {
    ...about,
    rules: (rate) => [
      {
        policy: about.id,
        windowMs: rate.windowMs,
        limiter: make(rate),
        key: byCredential,
        refusal: htmlRefusal(429, '429 Too Many Requests'),
        dialects: [xRateLimitEpochSeconds, retryAfter],
        lies: [lies.get('lie-retry-after-on-success')],
      },
    ],
  };
}

/** The three strategies of Flask-Limiter, whose answers carry Retry-After even when they passed. */
export const flaskLimiterPresets: readonly LimiterPreset[] = [
  flaskLimiter(
    {
      id: 'flask-limiter-fixed-window',
      title: 'Flask-Limiter fixed-window',
      rationale: 'Its window opens with the first request.',
      family: 'fixed-window-first-request',
      deviation: 'over',
    },
    ({ requests, windowMs }) => firstRequestWindow(requests, windowMs),
  ),
  flaskLimiter(
    {
      id: 'flask-limiter-fixed-window-elastic',
      title: 'Flask-Limiter fixed-window-elastic-expiry',
      rationale: 'Every request starts the window anew, refused or not: only a quiet window frees a client.',
      family: 'penalty',
      deviation: 'under',
    },
    ({ requests, windowMs }) => penalty(requests, windowMs, { elastic: true }),
  ),
  flaskLimiter(
    {
      id: 'flask-limiter-moving-window',
      title: 'Flask-Limiter moving-window',
      rationale: 'A true log of the requests that passed.',
      family: 'sliding-log',
      deviation: 'never',
    },
    ({ requests, windowMs }) => slidingLog(requests, windowMs),
  ),
];
