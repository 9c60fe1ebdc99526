import { concurrency } from '../concurrency.ts';
import { bySpelling } from '../gate/keys.ts';
import { htmlRefusal } from '../gate/refusal.ts';
import type { LimitRule } from '../gate/rule.ts';
import { gcra } from '../gcra.ts';
import { none } from '../headers/none.ts';
import type { Limiter } from '../limiter.ts';
import type { LimiterPreset } from './preset.ts';

/** Without limit_req_status and limit_conn_status nginx answers 503. */
const refusal = htmlRefusal(503, '503 Service Temporarily Unavailable');

function rule(policy: string, windowMs: number, limiter: Limiter): LimitRule {
  return { policy, windowMs, limiter, key: bySpelling, refusal, dialects: [none] };
}

/** limit_req without burst. */
export const nginxLimitReq: LimiterPreset = {
  id: 'nginx-limit-req',
  title: 'nginx limit_req without burst',
  rationale: 'Spaces requests evenly and refuses the second of two quick ones, by default with 503.',
  family: 'smoothing',
  deviation: 'under',
  rules: ({ requests, windowMs }) => [rule('limit_req', windowMs, gcra(requests, windowMs, 1))],
};

/** limit_req with a burst of the whole quota and nodelay; one more than the burst passes at once. */
export const nginxLimitReqBurst: LimiterPreset = {
  id: 'nginx-limit-req-burst',
  title: 'nginx limit_req with burst and nodelay',
  rationale:
    'A leaky bucket: the quota passes at once and comes back evenly, so that nearly twice as many pass in a window.',
  family: 'token-bucket',
  deviation: 'over',
  rules: ({ requests, windowMs }) => [rule('limit_req', windowMs, gcra(requests, windowMs, requests + 1))],
};

/** limit_conn with four connections for each key. */
export const nginxLimitConn: LimiterPreset = {
  id: 'nginx-limit-conn',
  title: 'nginx limit_conn of four',
  rationale: 'Limits how many requests are at work, whatever the documented quota.',
  family: 'concurrency',
  deviation: 'both',
  rules: ({ windowMs }) => [rule('limit_conn', windowMs, concurrency(4, 30))],
};
