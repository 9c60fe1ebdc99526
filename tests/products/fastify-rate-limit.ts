import rateLimit, { type RateLimitPluginOptions } from '@fastify/rate-limit';
import { fastify } from 'fastify';
import type { Product } from './product.ts';

const HEADERS = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after'];

function fastifyRateLimit(preset: string, options: RateLimitPluginOptions): Product {
  return {
    id: `@fastify/rate-limit 11.2 ${JSON.stringify(options)}`,
    preset,
    time: 'settable',
    headers: HEADERS,
    start: async ({ requests, windowMs }) => {
      const app = fastify({ forceCloseConnections: true });
      await app.register(rateLimit, {
        ...options,
        max: requests,
        timeWindow: windowMs,
        keyGenerator: ({ headers }) => headers.authorization ?? '',
      });
      app.get('/', () => 'ok');
      const url = await app.listen({ port: 0, host: '127.0.0.1' });
      return { url, close: () => app.close() };
    },
  };
}

/** @fastify/rate-limit with its store in memory, in each of the settings that are modelled. */
export const fastifyRateLimits: readonly Product[] = [
  fastifyRateLimit('fastify-rate-limit', {}),
  fastifyRateLimit('fastify-continue-exceeding', { continueExceeding: true }),
  fastifyRateLimit('fastify-exponential-backoff', { exponentialBackoff: true }),
  fastifyRateLimit('fastify-ban', { ban: 3 }),
];
