import type { Limiter } from './limiter.ts';
import type { Routing } from './routing.ts';

/** Several nodes that know nothing of each other: each has a limiter of its own, so that their limits add up. */
export function nodes(count: number, make: () => Limiter, route: Routing): Limiter {
  const limiters = Array.from({ length: count }, make);
  return {
    hit(key, nowMs) {
      const limiter = limiters[route()];
      if (!limiter) throw new RangeError(`the route leads to none of ${count} nodes`);
      return limiter.hit(key, nowMs);
    },
    reset() {
      for (const limiter of limiters) limiter.reset();
    },
  };
}
