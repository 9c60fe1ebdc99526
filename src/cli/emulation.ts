import type { ResolvedConfig, ResolvedIdentity } from '../config/resolved-config.ts';
import { systemClock } from '../kernel/clock.ts';
import { AssayError } from '../kernel/error.ts';

/** Run `work` with the embedded emulator that a configuration asks for, served on a free loopback port and stopped afterwards. */
export async function withEmulator<T>(config: ResolvedConfig, work: (ready: ResolvedConfig) => Promise<T>): Promise<T> {
  const request = config.emulator;
  if (!request) {
    if (config.invocation.flags.defects)
      throw new AssayError(
        'usage',
        'bad-flag',
        '--defect and --mode switch the embedded emulator; this run uses none.',
      );
    return work(config);
  }
  // Loaded here, so that a run against a real target does not pay for the emulators.
  const { emulators, serve } = await import('../sandbox/index.ts');
  const definition = emulators.get(request.system);
  const emulator = definition.create({ mode: request.mode, defects: request.defects, clock: systemClock });
  const serving = await serve(emulator);
  try {
    return await work({ ...config, baseUrl: serving.url, identities: withTokens(config, definition.credentials) });
  } finally {
    await serving.close();
  }
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
