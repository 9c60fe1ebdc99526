import type { ResolvedConfig, ResolvedIdentity } from '../config/resolved-config.ts';
import { type Clock, manualClock, systemClock } from '../kernel/clock.ts';
import { AssayError } from '../kernel/error.ts';
import type { Rate } from '../model/rate-policy.ts';
import type { VirtualTarget } from '../run/limits.ts';

/**
 * Run `work` with the embedded emulator that a configuration asks for, served on a free loopback port and stopped afterwards. `limit` is
 * enforced in place of the documented one. The clock is the emulator's own: in virtual time, one that only moves when slept on.
 */
export async function withEmulator<T>(
  config: ResolvedConfig,
  work: (ready: ResolvedConfig, clock: Clock) => Promise<T>,
  limit?: Rate,
): Promise<T> {
  const request = config.emulator;
  if (!request) {
    if (config.invocation.flags.defects)
      throw new AssayError(
        'usage',
        'bad-flag',
        '--defect and --mode switch the embedded emulator; this run uses none.',
      );
    return work(config, systemClock);
  }
  // Loaded here, so that a run against a real target does not pay for the emulators.
  const { emulators, serve } = await import('../sandbox/index.ts');
  const definition = emulators.get(request.system);
  // Virtual time begins now, so that the report is dated rightly and deviations past their date are seen.
  const clock = request.virtualTime ? manualClock(systemClock.now()) : systemClock;
  const emulator = definition.create({
    mode: request.mode,
    defects: request.defects,
    clock,
    ...(limit ? { limit } : {}),
  });
  const serving = await serve(emulator);
  try {
    const identities = withTokens(config, definition.credentials);
    return await work({ ...config, baseUrl: serving.url, identities }, clock);
  } finally {
    await serving.close();
  }
}

/**
 * Run `work` with the embedded emulator in this process, living by a clock that only moves when slept on. Fails with usage error
 * `limit-virtual-time` when the configuration asks for none.
 */
export async function withVirtualEmulator<T>(
  config: ResolvedConfig,
  work: (ready: ResolvedConfig, virtual: VirtualTarget) => Promise<T>,
): Promise<T> {
  const request = config.emulator;
  if (!request)
    throw new AssayError(
      'usage',
      'limit-virtual-time',
      'Virtual time needs an embedded emulator. Use --time real for anything else.',
    );
  const { emulators } = await import('../sandbox/index.ts');
  const definition = emulators.get(request.system);
  const clock = manualClock();
  const emulator = definition.create({ mode: request.mode, defects: request.defects, clock });
  const ready = { ...config, baseUrl: 'http://127.0.0.1', identities: withTokens(config, definition.credentials) };
  return work(ready, {
    clock,
    fetch: (asked) => emulator.fetch(asked),
  });
}

function withTokens(
  config: ResolvedConfig,
  tokens: Readonly<Record<string, { readonly token: string }>>,
): Record<string, ResolvedIdentity> {
  const identities: Record<string, ResolvedIdentity> = { ...config.identities };
  for (const { identity, scheme, token } of config.emulator?.tokens ?? []) {
    const value = tokens[token]?.token;
    if (value === undefined)
      throw new AssayError(
        'config',
        'unknown-emulator-token',
        `The emulator has no test token "${token}". Known: ${Object.keys(tokens).join(', ')}.`,
      );
    const before = identities[identity] ?? { credentials: {}, byParameter: {}, notEntitled: false, missing: [] };
    const name = `${identity}_token`.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
    identities[identity] = { ...before, credentials: { ...before.credentials, [scheme]: { name, value } } };
  }
  return identities;
}
