import { type Registry, registry } from '../../../kernel/registry.ts';
import type { HeaderDialect } from './dialect.ts';
import { draft06 } from './draft-06.ts';
import { draft07 } from './draft-07.ts';
import { draft11 } from './draft-11.ts';
import { kongHeaders } from './kong.ts';
import { none } from './none.ts';
import { retryAfter } from './retry-after.ts';
import { xQuota } from './x-quota.ts';
import { xRateLimitDashed } from './x-rate-limit.ts';
import { xRateLimitDelta } from './x-ratelimit-delta.ts';
import { xRateLimitEpochMs } from './x-ratelimit-epoch-ms.ts';
import { xRateLimitEpochSeconds } from './x-ratelimit-epoch-seconds.ts';
import { xSpikeArrest } from './x-spike-arrest.ts';

/** Every way to speak of limits in header fields. */
export const dialects: Registry<HeaderDialect> = registry('header dialect', [
  none,
  retryAfter,
  draft11,
  draft07,
  draft06,
  xRateLimitDelta,
  xRateLimitEpochSeconds,
  xRateLimitEpochMs,
  xRateLimitDashed,
  xQuota,
  xSpikeArrest,
  kongHeaders,
]);
