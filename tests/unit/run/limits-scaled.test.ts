import { describe, expect, test } from 'vitest';
import { withEmulator } from '../../../src/cli/emulation.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { prepareLimit, scaledLimit } from '../../../src/run/limits.ts';

const suite = () => resolveConfig('npq-registration/v3', { mode: 'clean' }, { cwd: '.', env: {} });
const options = { version: '0.0.0', time: 'scaled' as const };

describe('a limit at another scale', () => {
  test('is the documented one over a minute, and still the documented promise', async () => {
    const config = { ...(await suite()), baseUrl: 'http://127.0.0.1:1' };
    const { claim } = await withEmulator(config, (ready) => prepareLimit(ready, options));
    expect(claim).toMatchObject({ requests: 200, windowMs: 60_000, algorithm: 'rolling', statusPromised: true });
    expect(claim.refs.window).toEqual({ kind: 'requirement', id: 'NPQ3-RATE-03' });
  });

  test('is the one given, of at least a minute', async () => {
    const config = await suite();
    expect(scaledLimit(config, { limit: { requests: 500, windowMs: 90_000 } })).toEqual({
      requests: 500,
      windowMs: 90_000,
    });
    expect(() => scaledLimit(config, { limit: { requests: 500, windowMs: 59_000 } })).toThrow(/at least 60 s/);
  });

  test('is enforced by the embedded emulator', async () => {
    const statuses = await withEmulator(
      await suite(),
      async ({ baseUrl, identities }) => {
        const authorization = `Bearer ${identities['default']?.credentials['api_key']?.value}`;
        const seen: number[] = [];
        for (let sent = 0; sent < 6; sent++) {
          const response = await fetch(`${baseUrl}/api/v3/delivery-partners`, { headers: { authorization } });
          await response.arrayBuffer();
          seen.push(response.status);
        }
        return seen;
      },
      { requests: 5, windowMs: 60_000 },
    );
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});
