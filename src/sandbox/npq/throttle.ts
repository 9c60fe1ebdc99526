import type { Rate } from '../../model/rate-policy.ts';
import { fixedWindow } from '../limiter/fixed-window.ts';
import { byCredential, bySpelling } from '../limiter/gate/keys.ts';
import type { Limiter } from '../limiter/limiter.ts';
import { slidingLog } from '../limiter/sliding-log.ts';
import { unlimited } from '../limiter/unlimited.ts';
import type { Answer } from './answer.ts';
import type { Switches } from './defects.ts';

/** The documented limit of a token. */
const DOCUMENTED: Rate = { requests: 1_000, windowMs: 300_000 };

/** The rules that keep clients from asking too often. */
export interface Throttle {
  /** Count a request; the refusal when a rule is exceeded, undefined when it may pass. */
  check(request: ThrottledRequest): Answer | undefined;
  reset(): void;
}

/** What the rules look at. */
export interface ThrottledRequest {
  readonly path: string;
  /** The raw header; null when absent. */
  readonly authorization: string | null;
  readonly ip: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

const REFUSAL: Answer = { status: 429, body: 'Retry later\n', mediaType: 'text/plain' };

/** The refusal that clients can work with: JSON, and when to come back. */
function refusalUntil(resetMs: number, now: number): Answer {
  const seconds = Math.max(1, Math.ceil((resetMs - now) / 1000));
  return { status: 429, body: { error: 'Retry later' }, headers: { 'retry-after': String(seconds) } };
}

/**
 * As documented: 1,000 in any 300 s for each token on the API, and 300 per slot of 300 s for each address on the documentation and
 * outside the API. D1 makes the first a slot too, credential-aliasing counts headers (trimmed, case ignored) in place of tokens, and D2
 * adds 1,500 per slot for each address in all. A request over one rule is not counted by the next. D3 refuses in plain text, without a
 * time to come back. With another `rate` all of it is scaled.
 */
export function throttle(defects: Switches, { requests, windowMs }: Rate = DOCUMENTED): Throttle {
  const share = (part: number) => Math.max(1, Math.round(requests * part));
  const perKey = defects.has('D1') ? fixedWindow(requests, windowMs) : slidingLog(requests, windowMs);
  const { keyOf } = defects.has('credential-aliasing') ? bySpelling : byCredential;
  const perAddressOnDocs = fixedWindow(share(0.3), windowMs);
  const perAddressElsewhere = fixedWindow(share(0.3), windowMs);
  const perAddress = defects.has('D2') ? fixedWindow(share(1.5), windowMs) : unlimited(share(1.5), windowMs);
  const rules = [perKey, perAddressOnDocs, perAddressElsewhere, perAddress];
  return {
    check({ path, authorization, ip, now }) {
      const docs = /^\/api\/(?:docs|guidance)(?:\/|$)/.test(path);
      const api = path.startsWith('/api/');
      const key = keyOf({ authorization, ip, nowMs: now });
      const over = (limiter: Limiter, who: string): Answer | undefined => {
        const { allowed, resetMs } = limiter.hit(who, now);
        if (allowed) return undefined;
        return defects.has('D3') ? REFUSAL : refusalUntil(resetMs, now);
      };
      return (
        (api && !docs && key ? over(perKey, key) : undefined) ??
        (docs ? over(perAddressOnDocs, ip) : undefined) ??
        (api ? undefined : over(perAddressElsewhere, ip)) ??
        over(perAddress, ip)
      );
    },
    reset() {
      for (const rule of rules) rule.reset();
    },
  };
}
