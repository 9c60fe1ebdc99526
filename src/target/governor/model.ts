import type { Rate } from '../../model/rate-policy.ts';

/** A limiter turned round: says when one more request is certain to pass it. Instants are monotonic milliseconds. */
export interface GovernorModel {
  /** The earliest instant for one more; infinite while that depends on an answer that is still out. */
  freeAt(nowMs: number): number;
  /** One more is on its way. */
  sent(turn: number): void;
  /** It has reached the server by now at the latest; told once for each turn. */
  arrived(turn: number, atMs: number): void;
}

/** Most that a limiter's own grain may keep a request for longer than the window: many count in whole seconds. */
const GRAIN_MS = 1_000;

/** The window that requests are held to: the documented one and the grain of limiters, at most a tenth of it; milliseconds. */
export function guardedWindow({ windowMs }: Rate): number {
  return windowMs + Math.min(GRAIN_MS, windowMs / 10);
}
