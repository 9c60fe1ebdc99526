import { type Registry, registry } from '../../kernel/registry.ts';
import type { SecurityScheme, SpoilKind } from '../../model/security.ts';
import type { Environment } from '../../model/target.ts';
import { apiKey } from './api-key.ts';
import { basic } from './basic.ts';
import { bearer } from './bearer.ts';
import type { AuthScheme } from './shared/auth-scheme.ts';

/** Every way of proving an identity that can be applied and spoilt. */
export const authSchemes: Registry<AuthScheme> = registry('auth scheme', [bearer, apiKey, basic]);

/**
 * The spoils to try on a security scheme, in order; none when no plug-in serves it. `in-query` puts a right credential in a URL,
 * where logs keep it, and is left to emulators and sandboxes.
 */
export function spoilsOf(scheme: SecurityScheme, environment: Environment): readonly SpoilKind[] {
  if (!authSchemes.has(scheme.scheme)) return [];
  const spoils = authSchemes.get(scheme.scheme).spoils(scheme);
  return mayShowInUrl(environment) ? spoils : spoils.filter((spoil) => spoil !== 'in-query');
}

/** True where a right credential may be put in a URL to prove that it is refused there. */
export function mayShowInUrl(environment: Environment): boolean {
  return environment === 'emulator' || environment === 'sandbox';
}
