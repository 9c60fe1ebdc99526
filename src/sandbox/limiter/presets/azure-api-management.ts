import { firstRequestWindow } from '../first-request-window.ts';
import { byCredential } from '../gate/keys.ts';
import { jsonRefusal } from '../gate/refusal.ts';
import { retryAfter } from '../headers/retry-after.ts';
import { visibilityLag } from '../visibility-lag.ts';
import type { LimiterPreset } from './preset.ts';

const LAG_MS = 5;

/** The policy rate-limit-by-key, counting when the answer is known. */
export const azureRateLimitByKey: LimiterPreset = {
  id: 'azure-rate-limit-by-key',
  title: 'Azure API Management rate-limit-by-key',
  rationale:
    'A sliding window, documented as never completely accurate: a request counts once it is answered, so that bursts overshoot.',
  family: 'visibility-lag',
  deviation: 'over',
  rules: ({ requests, windowMs }) => [
    {
      policy: 'rate-limit-by-key',
      windowMs,
      limiter: visibilityLag(requests, windowMs, { lagMs: LAG_MS }),
      key: byCredential,
      refusal: jsonRefusal(429, ({ status, waitSeconds }) => ({
        statusCode: status,
        message: `Rate limit is exceeded. Try again in ${waitSeconds} seconds.`,
      })),
      dialects: [retryAfter],
    },
  ],
};

/** The policy quota-by-key. */
export const azureQuotaByKey: LimiterPreset = {
  id: 'azure-quota-by-key',
  title: 'Azure API Management quota-by-key',
  rationale: 'A fixed period for each key, and the refusal is a 403, which clients take for a lack of rights.',
  family: 'fixed-window-first-request',
  deviation: 'over',
  rules: ({ requests, windowMs }) => [
    {
      policy: 'quota-by-key',
      windowMs,
      limiter: firstRequestWindow(requests, windowMs),
      key: byCredential,
      refusal: jsonRefusal(403, ({ status, waitSeconds }) => ({
        statusCode: status,
        message: `Out of call volume quota. Quota will be replenished in ${waitSeconds} seconds.`,
      })),
      dialects: [retryAfter],
    },
  ],
};
