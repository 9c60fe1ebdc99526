import { fixedWindow } from '../limiter/fixed-window.ts';
import { byCredential, bySpelling } from '../limiter/gate/keys.ts';
import { slidingLog } from '../limiter/sliding-log.ts';
import { unlimited } from '../limiter/unlimited.ts';
import type { Answer } from './answer.ts';
import type { Switches } from './defects.ts';

const PERIOD_MS = 300_000;

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

/**
 * As documented: 1,000 in any 300 s for each token on the API, and 300 per slot of 300 s for each address on the documentation and
 * outside the API. D1 makes the first a slot too, credential-aliasing counts headers (trimmed, case ignored) in place of tokens, and D2
 * adds 1,500 per slot for each address in all. A request over one rule is not counted by the next.
 */
export function throttle(defects: Switches): Throttle {
  const perKey = defects.has('D1') ? fixedWindow(1000, PERIOD_MS) : slidingLog(1000, PERIOD_MS);
  const { keyOf } = defects.has('credential-aliasing') ? bySpelling : byCredential;
  const perAddressOnDocs = fixedWindow(300, PERIOD_MS);
  const perAddressElsewhere = fixedWindow(300, PERIOD_MS);
  const perAddress = defects.has('D2') ? fixedWindow(1500, PERIOD_MS) : unlimited(1500, PERIOD_MS);
  const rules = [perKey, perAddressOnDocs, perAddressElsewhere, perAddress];
  return {
    check({ path, authorization, ip, now }) {
      const docs = /^\/api\/(?:docs|guidance)(?:\/|$)/.test(path);
      const api = path.startsWith('/api/');
      const key = keyOf({ authorization, ip, nowMs: now });
      if (api && !docs && key && !perKey.hit(key, now).allowed) return REFUSAL;
      if (docs && !perAddressOnDocs.hit(ip, now).allowed) return REFUSAL;
      if (!api && !perAddressElsewhere.hit(ip, now).allowed) return REFUSAL;
      return perAddress.hit(ip, now).allowed ? undefined : REFUSAL;
    },
    reset() {
      for (const rule of rules) rule.reset();
    },
  };
}
