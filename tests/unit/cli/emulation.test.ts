import { expect, it } from 'vitest';
import { withEmulator } from '../../../src/cli/emulation.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';

it('virtual time begins now and moves only when slept on, so that reports are dated rightly', async () => {
  const config = await resolveConfig('limited/v1', {}, { cwd: '.', env: {} });
  const before = Date.now();
  await withEmulator(config, async (_ready, clock) => {
    const start = clock.now();
    expect(start).toBeGreaterThanOrEqual(before);
    expect(start).toBeLessThanOrEqual(Date.now());
    await clock.sleep(3_600_000);
    expect(clock.now() - start).toBe(3_600_000);
  });
});
