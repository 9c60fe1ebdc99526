import { createServer } from 'node:http';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { listening, type Product } from './product.ts';

/** express-rate-limit with its default store, in memory. */
export const expressRateLimit: Product = {
  id: 'express-rate-limit 8.7',
  preset: 'express-rate-limit',
  time: 'settable',
  headers: ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after'],
  start: ({ requests, windowMs }) => {
    const app = express();
    app.use(rateLimit({ windowMs, limit: requests, keyGenerator: ({ headers }) => headers.authorization ?? '' }));
    app.get('/', (_request, response) => {
      response.send('ok');
    });
    return listening(createServer(app));
  },
};
