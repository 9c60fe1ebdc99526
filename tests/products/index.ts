import { expressRateLimit } from './express-rate-limit.ts';
import { fastifyRateLimits } from './fastify-rate-limit.ts';
import { haproxy } from './haproxy.ts';
import { nginxProducts } from './nginx.ts';
import type { Product } from './product.ts';
import { rateLimiterFlexible } from './rate-limiter-flexible.ts';
import { rollingRateLimiter } from './rolling-rate-limiter.ts';

/** Every limiter of the real world that models are held against. */
export const products: readonly Product[] = [
  expressRateLimit,
  ...fastifyRateLimits,
  ...rateLimiterFlexible,
  rollingRateLimiter,
  ...nginxProducts,
  haproxy,
];
