import { byCredential } from '../gate/keys.ts';
import { jsonRefusal } from '../gate/refusal.ts';
import { kongHeaders } from '../headers/kong.ts';
import { retryAfter } from '../headers/retry-after.ts';
import { visibilityLag } from '../visibility-lag.ts';
import type { LimiterPreset } from './preset.ts';

const LAG_MS = 2;

/** The open-source plug-in rate-limiting with the policy local; real ones have windows of a calendar unit only. */
export const kong: LimiterPreset = {
  id: 'kong',
  title: 'Kong rate-limiting',
  rationale: 'Windows of the calendar, checked first and counted in a timer afterwards: a volley passes in excess.',
  family: 'fixed-window-epoch',
  deviation: 'over',
  rules: ({ requests, windowMs }) => [
    {
      policy: 'rate-limiting',
      windowMs,
      limiter: visibilityLag(requests, windowMs, { lagMs: LAG_MS, window: 'epoch' }),
      key: byCredential,
      refusal: jsonRefusal(429, () => ({ message: 'API rate limit exceeded' })),
      dialects: [kongHeaders, retryAfter],
    },
  ],
};
