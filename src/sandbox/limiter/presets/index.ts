import { type Registry, registry } from '../../../kernel/registry.ts';
import { azureQuotaByKey, azureRateLimitByKey } from './azure-api-management.ts';
import { flaskLimiterPresets } from './flask-limiter.ts';
import { gatewayPresets } from './gateways.ts';
import { graviteeQuota, graviteeRateLimit, graviteeRateLimitAsync, graviteeSpikeArrest } from './gravitee.ts';
import { kong } from './kong.ts';
import { nginxLimitConn, nginxLimitReq, nginxLimitReqBurst } from './nginx.ts';
import { nodeLibraryPresets } from './node-libraries.ts';
import { plainPresets } from './plain.ts';
import type { LimiterPreset } from './preset.ts';
import { rackAttack } from './rack-attack.ts';
import { upstashPresets } from './upstash.ts';

/** Every way to enforce a limit that the sandbox knows: algorithms in their plain form, then products. */
export const limiterPresets: Registry<LimiterPreset> = registry('limiter', [
  ...plainPresets,
  rackAttack,
  graviteeRateLimit,
  graviteeRateLimitAsync,
  graviteeQuota,
  graviteeSpikeArrest,
  azureRateLimitByKey,
  azureQuotaByKey,
  nginxLimitReq,
  nginxLimitReqBurst,
  nginxLimitConn,
  kong,
  ...nodeLibraryPresets,
  ...upstashPresets,
  ...flaskLimiterPresets,
  ...gatewayPresets,
]);
