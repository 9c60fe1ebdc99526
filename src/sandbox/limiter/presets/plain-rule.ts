import type { Rate } from '../../../model/rate-policy.ts';
import { byCredential } from '../gate/keys.ts';
import { jsonRefusal } from '../gate/refusal.ts';
import type { LimitRule } from '../gate/rule.ts';
import { draft11 } from '../headers/draft-11.ts';
import { retryAfter } from '../headers/retry-after.ts';
import type { Limiter } from '../limiter.ts';

/** 429 in the error body of the emulator's own document. */
export const documentedRefusal = jsonRefusal(429, () => ({ code: 'too-many-requests', message: 'Come back later.' }));

/** One limiter for each credential, refusing as documented, with the fields of the current draft and Retry-After. */
export function plainRule({ windowMs }: Pick<Rate, 'windowMs'>, limiter: Limiter): LimitRule {
  return {
    policy: 'default',
    windowMs,
    limiter,
    key: byCredential,
    refusal: documentedRefusal,
    dialects: [draft11, retryAfter],
  };
}
