import { fixedWindow } from '../limiter/fixed-window.ts';
import type { Answer } from './answer.ts';

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
 * Per 300 s slot: 1,000 for each `Authorization` value (trimmed, case ignored) on the API, 300 for each address on the documentation
 * and outside the API, and 1,500 for each address in all. A request over one rule is not counted by the next.
 */
export function throttle(): Throttle {
  const perKey = fixedWindow(1000, PERIOD_MS);
  const perAddressOnDocs = fixedWindow(300, PERIOD_MS);
  const perAddressElsewhere = fixedWindow(300, PERIOD_MS);
  const perAddress = fixedWindow(1500, PERIOD_MS);
  const rules = [perKey, perAddressOnDocs, perAddressElsewhere, perAddress];
  return {
    check({ path, authorization, ip, now }) {
      const docs = /^\/api\/(?:docs|guidance)(?:\/|$)/.test(path);
      const api = path.startsWith('/api/');
      const key = authorization?.trim().toLowerCase();
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
