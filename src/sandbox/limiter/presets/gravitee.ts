import { firstRequestWindow } from '../first-request-window.ts';
import { byCredential } from '../gate/keys.ts';
import { jsonRefusal, type RefusalStyle } from '../gate/refusal.ts';
import { xQuota } from '../headers/x-quota.ts';
import { xRateLimitDashed } from '../headers/x-rate-limit.ts';
import { xSpikeArrest } from '../headers/x-spike-arrest.ts';
import { atRandom } from '../routing.ts';
import { sliceOf, spikeArrest } from '../spike-arrest.ts';
import { syncedNodes } from '../synced-nodes.ts';
import type { LimiterPreset } from './preset.ts';

const SYNC_MS = 5000;

function refusal(words: string): RefusalStyle {
  return jsonRefusal(429, ({ status, limit, windowMs }) => ({
    message: `${words} of ${limit} requests per ${windowMs} ms`,
    http_status_code: status,
  }));
}

const OVER =
  'Its window opens with the first request of a subscription, so that twice the quota passes around the end of one.';

/** The rate-limit policy with its headers on. */
export const graviteeRateLimit: LimiterPreset = {
  id: 'gravitee-rate-limit',
  title: 'Gravitee rate-limit policy',
  rationale: `${OVER} The reset is told in epoch milliseconds, and there is no Retry-After.`,
  family: 'fixed-window-first-request',
  deviation: 'over',
  rules: ({ requests, windowMs }) => [
    {
      policy: 'rate-limit',
      windowMs,
      limiter: firstRequestWindow(requests, windowMs),
      key: byCredential,
      refusal: refusal('Rate limit exceeded! You reached the limit'),
      dialects: [xRateLimitDashed],
    },
  ],
};

/** The rate-limit policy in its asynchronous mode on two gateways. */
export const graviteeRateLimitAsync: LimiterPreset = {
  id: 'gravitee-rate-limit-async',
  title: 'Gravitee rate-limit policy, asynchronous, two gateways',
  rationale: 'Gateways reconcile their counts every five seconds only, and count past each other in between.',
  family: 'nodes',
  deviation: 'over',
  rules: ({ requests, windowMs }, seed) => [
    {
      policy: 'rate-limit',
      windowMs,
      limiter: syncedNodes(requests, windowMs, { nodes: 2, everyMs: SYNC_MS, route: atRandom(2, seed) }),
      key: byCredential,
      refusal: refusal('Rate limit exceeded! You reached the limit'),
      dialects: [xRateLimitDashed],
    },
  ],
};

/** The quota policy. */
export const graviteeQuota: LimiterPreset = {
  id: 'gravitee-quota',
  title: 'Gravitee quota policy',
  rationale: OVER,
  family: 'fixed-window-first-request',
  deviation: 'over',
  rules: ({ requests, windowMs }) => [
    {
      policy: 'quota',
      windowMs,
      limiter: firstRequestWindow(requests, windowMs),
      key: byCredential,
      refusal: refusal('Quota exceeded! You reached the limit'),
      dialects: [xQuota],
    },
  ],
};

/** The spike-arrest policy. */
export const graviteeSpikeArrest: LimiterPreset = {
  id: 'gravitee-spike-arrest',
  title: 'Gravitee spike-arrest policy',
  rationale: 'Cuts the limit into slices of at least 100 ms: 1,000 in 5 minutes become one every 300 ms.',
  family: 'smoothing',
  deviation: 'under',
  rules: ({ requests, windowMs }) => [
    {
      policy: 'spike-arrest',
      windowMs: sliceOf(requests, windowMs).periodMs,
      limiter: spikeArrest(requests, windowMs),
      key: byCredential,
      refusal: refusal('Spike limit exceeded! You reached the limit'),
      dialects: [xSpikeArrest],
    },
  ],
};
