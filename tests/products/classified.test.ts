import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resolveConfig } from '../../src/config/resolve.ts';
import { type Clock, manualClock, systemClock } from '../../src/kernel/clock.ts';
import type { LimitReport } from '../../src/model/limit.ts';
import type { Rate } from '../../src/model/rate-policy.ts';
import { checkLimit } from '../../src/run/limits.ts';
import { products } from './index.ts';
import type { Product } from './product.ts';

/** What each product is, and what it does to a promised rolling window. Presets are those that the models are held against. */
const TRUTH: Readonly<Record<string, { readonly family: string; readonly finds: readonly string[] }>> = {
  'express-rate-limit': { family: 'fixed-window-first-request', finds: ['limit-quota-over', 'limit-algorithm'] },
  'fastify-rate-limit': { family: 'fixed-window-first-request', finds: ['limit-quota-over', 'limit-algorithm'] },
  'rate-limiter-flexible': { family: 'fixed-window-first-request', finds: ['limit-quota-over', 'limit-algorithm'] },
  'rate-limiter-flexible-block': { family: 'block', finds: ['limit-quota-under'] },
  'fastify-continue-exceeding': { family: 'penalty', finds: ['limit-quota-under'] },
  'rolling-rate-limiter': { family: 'sliding-log-counting-refusals', finds: ['limit-quota-under'] },
  'nginx-limit-req': { family: 'smoothing', finds: ['limit-quota-under', 'limit-algorithm'] },
  'nginx-limit-req-burst': { family: 'token-bucket', finds: ['limit-quota-over', 'limit-algorithm'] },
  haproxy: { family: 'sliding-counter-counting-refusals', finds: ['limit-algorithm'] },
};

/** Products that shut a client out for longer with each refusal: the probe leaves them alone before it has seen enough to name them. */
const STOPS_THE_PROBE: Readonly<Record<string, RegExp>> = {
  'fastify-exponential-backoff': /Retry-After grows|asks to stay away/,
  'fastify-ban': /looks like a ban/,
};

async function probe(product: Product, rate: Rate, clock: Clock): Promise<LimitReport> {
  const started = await product.start(rate);
  try {
    const address = new URL(started.url);
    const config = await resolveConfig(
      address.href,
      { url: address.origin, headers: ['Authorization: env:KEY'] },
      { cwd: '.', env: { KEY: 'Bearer one-of-a-kind' } },
    );
    return await checkLimit(config, {
      version: '0.0.0',
      time: 'real',
      clock,
      address,
      limit: rate,
      algorithm: 'rolling',
      idle: true,
    });
  } finally {
    await started.close();
  }
}

function said({ explanations, verdicts, stopped }: LimitReport) {
  return {
    families: explanations.map(({ family }) => family),
    failed: verdicts.filter(({ outcome }) => outcome.kind === 'fail').map(({ id }) => id),
    stopped,
  };
}

const settable = products.filter(({ time }) => time === 'settable');

describe.each(settable)('the probe of $id', (product) => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1, 0, 0, 20) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says what it is, by a clock that moves when slept on', async () => {
    const manual = manualClock(Date.now());
    const clock: Clock = {
      ...manual,
      sleep: async (ms, signal) => {
        await manual.sleep(ms, signal);
        vi.setSystemTime(manual.now());
      },
    };
    const report = said(await probe(product, { requests: 200, windowMs: 60_000 }, clock));
    const stops = STOPS_THE_PROBE[product.preset];
    if (stops) {
      expect(report.stopped).toMatch(stops);
      return;
    }
    const truth = TRUTH[product.preset];
    // Others may fit nearly as well; the best is what it is.
    expect(report.families[0]).toBe(truth?.family);
    expect(report.failed).toEqual(expect.arrayContaining([...(truth?.finds ?? [])]));
  });
});

describe.each(products.filter(({ time }) => time === 'real'))('the probe of $id', (product) => {
  const { missing, preset } = product;
  it.skipIf(missing !== undefined)(
    `says what it is, in real time${missing ? ` (skipped: ${missing})` : ''}`,
    { timeout: 120_000 },
    async () => {
      const report = said(await probe(product, { requests: 100, windowMs: 10_000 }, systemClock));
      const truth = TRUTH[preset];
      expect(report.families).toContain(truth?.family);
      expect(report.failed).toEqual(expect.arrayContaining([...(truth?.finds ?? [])]));
    },
  );
});

const SHORT = { requests: 60, windowMs: 5_000 };

describe.each(settable.filter(({ preset }) => ['express-rate-limit', 'rolling-rate-limiter'].includes(preset)))(
  'the probe of $id in real time',
  (product) => {
    it('names it among what fits, even with a window that is too short for its grain', async () => {
      const report = said(await probe(product, SHORT, systemClock));
      expect(report.families).toContain(TRUTH[product.preset]?.family);
      expect(report.stopped).toBeUndefined();
    });
  },
);
