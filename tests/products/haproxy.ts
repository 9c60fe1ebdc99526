import { daemon, missing } from './daemon.ts';
import type { Product } from './product.ts';

/** HAProxy with a stick table of request rates by the `Authorization` header. */
export const haproxy: Product = {
  id: 'haproxy from Debian',
  preset: 'haproxy',
  time: 'real',
  missing: missing('haproxy'),
  headers: [],
  start: ({ requests, windowMs }) =>
    daemon(
      'haproxy',
      (_folder, port) => `
defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
frontend front
  bind 127.0.0.1:${port}
  http-request return status 204 if { path /ready }
  stick-table type string len 64 size 1k expire ${windowMs * 4}ms store http_req_rate(${windowMs}ms)
  http-request track-sc0 req.hdr(authorization)
  http-request return status 429 if { sc_http_req_rate(0) gt ${requests} }
  http-request return status 200
`,
      (_folder, file) => ['-db', '-f', file],
    ),
};
