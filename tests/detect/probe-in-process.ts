import { resolveConfig } from '../../src/config/resolve.ts';
import { type ManualClock, manualClock } from '../../src/kernel/clock.ts';
import type { LimitReport } from '../../src/model/limit.ts';
import type { Rate } from '../../src/model/rate-policy.ts';
import { checkLimit, type LimitOptions } from '../../src/run/limits.ts';
import type { Emulator } from '../../src/sandbox/shared/emulator.ts';

/** Probe the emulator `limited` in virtual time with two keys, as the command line does. */
export async function probeInProcess(
  emulator: Pick<Emulator, 'fetch'>,
  limit: Rate,
  options: Partial<LimitOptions> & { clock?: ManualClock } = {},
): Promise<LimitReport> {
  const address = new URL('http://127.0.0.1/stations');
  const env = { EAST: 'Bearer east-token', WEST: 'Bearer west-token' };
  const config = await resolveConfig(
    address.href,
    { url: address.origin, headers: ['Authorization: env:EAST'] },
    { cwd: '.', env },
  );
  const other = {
    credentials: {},
    byParameter: { authorization: { name: 'WEST', value: env.WEST } },
    notEntitled: false,
    missing: [],
  };
  const clock = options.clock ?? manualClock();
  return checkLimit(
    { ...config, identities: { ...config.identities, other } },
    {
      version: '0.0.0',
      time: 'virtual',
      address,
      limit,
      algorithm: 'rolling',
      idle: true,
      ...options,
      virtual: { clock, fetch: (request) => emulator.fetch(request) },
    },
  );
}
