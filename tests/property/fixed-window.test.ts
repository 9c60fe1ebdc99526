import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedWindow } from '../../src/sandbox/limiter/fixed-window.ts';

const PERIOD = 100;
const requests = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), wait: fc.nat({ max: 60 }) }), {
  maxLength: 200,
});

describe('laws of the fixed window', () => {
  it('a request passes exactly when fewer than the limit of its key came before it in its slot', () => {
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 5 }), fc.nat(), (sent, limit, start) => {
        const limiter = fixedWindow(limit, PERIOD);
        const before = new Map<string, number>();
        let now = start;
        for (const { key, wait } of sent) {
          now += wait;
          const place = `${key} ${Math.floor(now / PERIOD)}`;
          const count = before.get(place) ?? 0;
          before.set(place, count + 1);
          const decision = limiter.hit(key, now);
          expect(decision.allowed).toBe(count < limit);
          expect(decision.remaining).toBe(Math.max(0, limit - count - 1));
        }
      }),
    );
  });

  it('what is refused passes at the moment named, and that is the next multiple of the period', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(), (limit, now) => {
        const limiter = fixedWindow(limit, PERIOD);
        for (let sent = 0; sent < limit; sent++) limiter.hit('a', now);
        const { allowed, resetMs } = limiter.hit('a', now);
        expect(allowed).toBe(false);
        expect(resetMs % PERIOD).toBe(0);
        expect(resetMs - now).toBeGreaterThan(0);
        expect(limiter.hit('a', resetMs).allowed).toBe(true);
      }),
    );
  });
});
