import { daemon, missing } from './daemon.ts';
import type { Product } from './product.ts';

function limitReq(preset: string, burst: (requests: number) => string): Product {
  return {
    id: `${preset} from Debian`,
    preset,
    time: 'real',
    missing: missing('nginx'),
    headers: [],
    start: ({ requests, windowMs }) => {
      const perSecond = (requests * 1000) / windowMs;
      if (!Number.isInteger(perSecond)) throw new RangeError('nginx takes whole requests a second');
      return daemon(
        'nginx',
        (folder, port) => `
          daemon off; master_process off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
          events { worker_connections 64; }
          http {
            access_log off; client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c;
            uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
            limit_req_zone $http_authorization zone=z:1m rate=${perSecond}r/s;
            server {
              listen 127.0.0.1:${port};
              location = /ready { return 204; }
              location / { limit_req zone=z ${burst(requests)}; try_files /none =204; }
            }
          }`,
        (folder, file) => ['-p', folder, '-c', file],
      );
    },
  };
}

/** nginx limit_req, without a burst and with one of the whole quota. */
export const nginxProducts: readonly Product[] = [
  limitReq('nginx-limit-req', () => ''),
  limitReq('nginx-limit-req-burst', (requests) => `burst=${requests} nodelay`),
];
