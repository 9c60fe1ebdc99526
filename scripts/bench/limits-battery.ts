import { withVirtualEmulator } from '../../dist/cli/emulation.js';
import { resolveConfig } from '../../dist/config/resolve.js';
import { manualClock } from '../../dist/kernel/clock.js';
import { checkLimit } from '../../dist/run/limits.js';
import { emulators } from '../../dist/sandbox/index.js';
import { type Figure, pairedRatio } from './measure.ts';

const PAIRS = 5;
const SUITE = 'npq-registration/v3';
const PATH = 'http://127.0.0.1/api/v3/delivery-partners';

/** A whole limit check of 1,000 in 300 s, every question, in virtual time, over as many bare requests to the same emulator. */
export async function limitsBattery(): Promise<Figure> {
  let requests = 0;
  const battery = async () => {
    const config = await resolveConfig(SUITE, { mode: 'clean' }, { cwd: process.cwd(), env: {} });
    return withVirtualEmulator(config, async (ready, virtual) => {
      const start = performance.now();
      const report = await checkLimit(ready, { version: 'bench', time: 'virtual', virtual, idle: true });
      requests = report.requests;
      return performance.now() - start;
    });
  };
  const bare = async () => {
    const definition = emulators.get('npq-registration');
    const emulator = definition.create({ mode: 'clean', clock: manualClock() });
    const headers = { authorization: `Bearer ${definition.credentials['default']?.token}` };
    const start = performance.now();
    for (let sent = 0; sent < requests; sent++) {
      const response = await emulator.fetch(new Request(PATH, { headers }));
      await response.arrayBuffer();
    }
    return performance.now() - start;
  };
  const { ratio, a, b } = await pairedRatio(PAIRS, battery, bare);
  return {
    name: 'a limit check of 1,000 in 300 s in virtual time, reading the description included',
    baseline: 'as many bare requests to the emulator in the same process',
    ratio,
    aim: 'under a second in all',
    detail: `${Math.round(a)} against ${Math.round(b)} ms for ${requests} requests, median of ${PAIRS} pairs`,
  };
}
