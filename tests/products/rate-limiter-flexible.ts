import { createServer } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { answering, listening, type Product } from './product.ts';

function flexible(preset: string, blockWindows: number): Product {
  return {
    id: `rate-limiter-flexible 11.4, blocked for ${blockWindows} windows`,
    preset,
    time: 'settable',
    headers: [],
    start: ({ requests, windowMs }) => {
      const duration = windowMs / 1000;
      const limiter = new RateLimiterMemory({ points: requests, duration, blockDuration: duration * blockWindows });
      const admitted = (key: string) =>
        limiter.consume(key).then(
          () => true,
          () => false,
        );
      return listening(createServer(answering(admitted)));
    },
  };
}

/** rate-limiter-flexible in memory, plain and with a block. */
export const rateLimiterFlexible: readonly Product[] = [
  flexible('rate-limiter-flexible', 0),
  flexible('rate-limiter-flexible-block', 1.5),
];
