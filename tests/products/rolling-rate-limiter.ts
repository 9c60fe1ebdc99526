import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { InMemoryRateLimiter } from 'rolling-rate-limiter';
import { answering, listening, type Product } from './product.ts';

/** rolling-rate-limiter in memory; its clock, a module of its own, is set to follow `Date`. */
export const rollingRateLimiter: Product = {
  id: 'rolling-rate-limiter 0.4',
  preset: 'rolling-rate-limiter',
  time: 'settable',
  headers: [],
  start: async ({ requests, windowMs }) => {
    const microtime = createRequire(import.meta.resolve('rolling-rate-limiter'))('microtime');
    const realNow = microtime.now;
    microtime.now = () => Date.now() * 1000;
    const limiter = new InMemoryRateLimiter({ interval: windowMs, maxInInterval: requests });
    const started = await listening(createServer(answering(async (key) => !(await limiter.limit(key)))));
    return {
      url: started.url,
      close: async () => {
        microtime.now = realNow;
        await started.close();
      },
    };
  },
};
