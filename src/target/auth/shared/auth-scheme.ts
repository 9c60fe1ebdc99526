import type { PluginMeta } from '../../../kernel/registry.ts';
import type { SecurityScheme, SpoilKind } from '../../../model/security.ts';

/** The parts of a request that a scheme may touch. */
export interface AuthParts {
  /** Lower-case names. */
  readonly headers: readonly (readonly [string, string])[];
  /** Not yet percent-encoded. */
  readonly query: readonly (readonly [string, string])[];
  readonly cookies: readonly (readonly [string, string])[];
}

/** How to prove an identity, and how to fail to. */
export interface AuthScheme extends PluginMeta {
  /** The request with the right credential. */
  apply(parts: AuthParts, scheme: SecurityScheme, secret: string): AuthParts;
  /** The spoils that make sense for this scheme, in order. */
  spoils(scheme: SecurityScheme): readonly SpoilKind[];
  /** The request with the credential spoilt; a junk value is drawn from the digest of the secret, so that it is stable and never valid. */
  spoil(kind: SpoilKind, parts: AuthParts, scheme: SecurityScheme, secret: string): AuthParts;
}
