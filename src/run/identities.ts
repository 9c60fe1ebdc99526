import type { ResolvedConfig, ResolvedIdentity } from '../config/resolved-config.ts';
import type { ApiModel } from '../model/api.ts';
import type { SecurityScheme } from '../model/security.ts';
import type { Credential, CredentialSet } from '../model/target.ts';

/** Credentials by identity and scheme, and what belongs to no scheme. */
export interface BoundIdentities {
  readonly credentials: Readonly<Record<string, CredentialSet>>;
  /** Headers given by the user that no security scheme claims; they travel with every request. */
  readonly extraHeaders: readonly { readonly name: string; readonly credential: Credential }[];
  readonly notEntitled?: string;
}

/** Bind every secret to the security schemes of the description that carry it. */
export function bindIdentities(config: ResolvedConfig, model: ApiModel): BoundIdentities {
  const schemes = Object.values(model.securitySchemes);
  const credentials = Object.fromEntries(
    Object.entries(config.identities).map(([name, identity]) => [name, bind(identity, schemes)]),
  );
  const notEntitled = Object.entries(config.identities).find(([, identity]) => identity.notEntitled)?.[0];
  return {
    credentials,
    extraHeaders: unclaimed(config.identities['default'], schemes),
    ...(notEntitled ? { notEntitled } : {}),
  };
}

function bind(identity: ResolvedIdentity, schemes: readonly SecurityScheme[]): CredentialSet {
  const bound: Record<string, Credential> = { ...identity.credentials };
  for (const scheme of schemes) {
    const credential = identity.byParameter[parameterOf(scheme)] ?? identity.byParameter[scheme.name.toLowerCase()];
    if (credential && fits(scheme, credential.value))
      bound[scheme.name] = { name: credential.name, value: bareSecret(scheme, credential.value) };
  }
  return bound;
}

function unclaimed(
  identity: ResolvedIdentity | undefined,
  schemes: readonly SecurityScheme[],
): BoundIdentities['extraHeaders'] {
  const claimed = new Set(schemes.flatMap((scheme) => [parameterOf(scheme), scheme.name.toLowerCase()]));
  return Object.entries(identity?.byParameter ?? {}).flatMap(([name, credential]) =>
    claimed.has(name) ? [] : [{ name, credential }],
  );
}

/** The header, query parameter or cookie that a scheme travels in, lower case. */
function parameterOf(scheme: SecurityScheme): string {
  return (scheme.parameterName ?? 'authorization').toLowerCase();
}

/** `Bearer abc` is no user and password, and `Basic abc` no token: where both schemes are described, each gets its own. */
function fits(scheme: SecurityScheme, value: string): boolean {
  const word = /^(bearer|basic)\s/i.exec(value)?.[1]?.toLowerCase();
  if (word === undefined || (scheme.scheme !== 'bearer' && scheme.scheme !== 'basic')) return true;
  return word === scheme.scheme;
}

/** A user may give a whole header value; schemes that write the header word themselves get the secret alone. */
function bareSecret(scheme: SecurityScheme, value: string): string {
  if (scheme.scheme === 'bearer') return value.replace(/^bearer\s+/i, '');
  if (scheme.scheme === 'basic' && /^basic\s+/i.test(value))
    return Buffer.from(value.replace(/^basic\s+/i, ''), 'base64').toString('utf8');
  return value;
}
