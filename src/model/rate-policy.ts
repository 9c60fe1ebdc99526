import { AssayError } from '../kernel/error.ts';
import type { SpecRef } from './spec-ref.ts';

/** So many requests in so long. */
export interface Rate {
  readonly requests: number;
  readonly windowMs: number;
}

/** A documented rate limit. */
export interface RatePolicy extends Rate {
  /** What the documentation says of the window; `unstated` when it says nothing. */
  readonly algorithm: 'rolling' | 'fixed' | 'unstated';
  readonly per: 'credential' | 'ip' | 'global' | 'unstated';
  /** The status beyond the limit, when documented. */
  readonly status?: number;
  readonly ref: SpecRef;
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Parse `1000/5m` (units ms, s, m, h, d; the count of units may be left out). Fails with usage error `bad-rate`. */
export function parseRate(text: string): Rate {
  const match = /^\s*(\d+)\s*\/\s*(\d*)\s*(ms|s|m|h|d)\s*$/.exec(text);
  const requests = Number(match?.[1]);
  const windowMs = Number(match?.[2] || '1') * (UNIT_MS[match?.[3] ?? ''] ?? 0);
  if (!match || requests < 1 || windowMs < 1) {
    throw new AssayError(
      'usage',
      'bad-rate',
      `"${text}" is not a rate. Write requests per window, for example 1000/5m, 20/s or 100/10s.`,
    );
  }
  return { requests, windowMs };
}

/** The same pace over a window of another length, at least one request. */
export function scaleRate({ requests, windowMs }: Rate, toMs: number): Rate {
  return { requests: Math.max(1, Math.round((requests * toMs) / windowMs)), windowMs: toMs };
}

/** Write a rate as `1000/5m`. */
export function formatRate(rate: Rate): string {
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const size = UNIT_MS[unit] ?? 1;
    if (rate.windowMs % size === 0)
      return `${rate.requests}/${rate.windowMs === size ? '' : rate.windowMs / size}${unit}`;
  }
  return `${rate.requests}/${rate.windowMs}ms`;
}
