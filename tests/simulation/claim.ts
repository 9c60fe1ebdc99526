import { claimOf } from '../../src/limit/index.ts';
import type { LimitClaim } from '../../src/model/limit.ts';

/** A promise of so many in so long, rolling, for each credential. */
export function rolling(requests: number, windowMs: number): LimitClaim {
  return claimOf({
    requests,
    windowMs,
    algorithm: 'rolling',
    statusPromised: true,
    refs: { quota: { kind: 'requirement', id: 'LIMIT-01' } },
  });
}
