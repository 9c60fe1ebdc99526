import { firstRequestWindow } from './first-request-window.ts';
import type { Limiter } from './limiter.ts';

/** Slices are never shorter than this, in milliseconds. */
const SHORTEST_MS = 100;

/** A share of the limit in a share of the window. */
export interface Slice {
  readonly limit: number;
  readonly periodMs: number;
}

/** The slice that a spike arrest cuts `limit` per `windowMs` into: one request, or as many as make up about 100 ms. */
export function sliceOf(limit: number, windowMs: number): Slice {
  const perRequestMs = windowMs / limit;
  const requests = Math.max(1, Math.round(SHORTEST_MS / perRequestMs));
  return { limit: requests, periodMs: Math.floor(perRequestMs * requests) };
}

/** Spike arrest: each slice of the window has its own small quota, opened by the first request of a key. */
export function spikeArrest(limit: number, windowMs: number): Limiter {
  const slice = sliceOf(limit, windowMs);
  return firstRequestWindow(slice.limit, slice.periodMs);
}
