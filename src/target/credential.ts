import type { CredentialUse } from '../model/case.ts';
import type { SecurityRequirement, SecurityScheme, SpoilKind } from '../model/security.ts';
import type { Credential, CredentialSet, SendableTarget } from '../model/target.ts';
import { authSchemes, mayShowInUrl } from './auth/index.ts';
import type { AuthParts } from './auth/shared/auth-scheme.ts';

/** A request's parts with its credential in place and the names of the credentials used, or why that cannot be done. */
export type Authenticated =
  | { readonly kind: 'ready'; readonly parts: AuthParts; readonly credentials: readonly string[] }
  | { readonly kind: 'unsupported'; readonly reason: string };

/** What the choice of a credential depends on. */
export interface AuthContext {
  readonly target: SendableTarget;
  /** The description's schemes by name. */
  readonly schemes: Readonly<Record<string, SecurityScheme>>;
  /** The operation's alternatives; empty when it is public. */
  readonly security: readonly SecurityRequirement[];
}

interface Applied {
  readonly scheme: SecurityScheme;
  readonly credential: Credential;
}

/** What is spoilt when no credential was given: authentication can be tested without one. */
const PLACEHOLDER: Credential = { name: '', value: 'nocredential0123456789' };

/**
 * Put a step's credential into a request: the first alternative of the operation for which the identity has every credential,
 * anonymous access last. A credential set serves a scheme by its name, else by `*`.
 */
export function authenticate(parts: AuthParts, use: CredentialUse, context: AuthContext): Authenticated {
  if (use.use === 'none' || context.security.length === 0) return { kind: 'ready', parts, credentials: [] };
  if (use.use === 'spoilt') return spoilt(parts, use.scheme, use.spoil, context);
  return asIdentity(parts, use.use === 'identity' ? use.name : 'default', context);
}

function asIdentity(parts: AuthParts, identity: string, context: AuthContext): Authenticated {
  const set = context.target.credentials[identity];
  if (!set && identity !== 'default') return unsupported(`there is no identity called ${identity}`);
  const named = context.security.filter((alternative) => alternative.schemes.length > 0);
  const reasons: string[] = [];
  for (const alternative of named) {
    const found = credentialsFor(alternative, set ?? {}, context.schemes);
    if (typeof found !== 'string') return applyAll(parts, found);
    reasons.push(found);
  }
  if (named.length < context.security.length) return { kind: 'ready', parts, credentials: [] };
  return unsupported(reasons.join('; '));
}

function spoilt(parts: AuthParts, name: string, kind: SpoilKind, context: AuthContext): Authenticated {
  const { target, schemes } = context;
  if (kind === 'other-identity') {
    if (target.notEntitled === undefined) return unsupported('no identity is declared as valid but not entitled');
    return asIdentity(parts, target.notEntitled, context);
  }
  const scheme = schemes[name];
  if (!scheme) return unsupported(`the description defines no security scheme ${name}`);
  if (!authSchemes.has(scheme.scheme)) return unsupported(unknownScheme(scheme));
  const set = target.credentials['default'] ?? {};
  const given = credentialOf(set, name);
  if (kind === 'in-query' && !mayShowInUrl(target.environment))
    return unsupported('a right credential is put in a URL only on emulators and sandboxes');
  if (kind === 'in-query' && !given) return unsupported(`no credential is given for ${name}`);
  const spoiltParts = authSchemes.get(scheme.scheme).spoil(kind, parts, scheme, (given ?? PLACEHOLDER).value);
  const others = othersOf(name, set, context);
  if (typeof others === 'string') return unsupported(others);
  const rest = applyAll(spoiltParts, others);
  if (rest.kind === 'unsupported' || kind !== 'in-query' || !given) return rest;
  return { ...rest, credentials: [...rest.credentials, given.name] };
}

/** The credentials of the schemes that stand beside the spoilt one in the first alternative that names it. */
function othersOf(name: string, set: CredentialSet, context: AuthContext): readonly Applied[] | string {
  let reason = `no alternative of this operation asks for ${name}`;
  for (const alternative of context.security) {
    if (!alternative.schemes.some((scheme) => scheme.name === name)) continue;
    const rest = { ...alternative, schemes: alternative.schemes.filter((scheme) => scheme.name !== name) };
    const found = credentialsFor(rest, set, context.schemes);
    if (typeof found !== 'string') return found;
    reason = found;
  }
  return reason;
}

function credentialsFor(
  alternative: SecurityRequirement,
  set: CredentialSet,
  schemes: AuthContext['schemes'],
): readonly Applied[] | string {
  const applied: Applied[] = [];
  for (const { name } of alternative.schemes) {
    const scheme = schemes[name];
    if (!scheme) return `the description defines no security scheme ${name}`;
    if (!authSchemes.has(scheme.scheme)) return unknownScheme(scheme);
    const credential = credentialOf(set, name);
    if (!credential) return `no credential is given for ${name}`;
    if (scheme.scheme !== 'basic' && /[^\x20-\x7e]/.test(credential.value))
      return `the credential ${credential.name} holds characters that no header can carry: line breaks or letters beyond ASCII`;
    applied.push({ scheme, credential });
  }
  return applied;
}

function applyAll(parts: AuthParts, applied: readonly Applied[]): Authenticated {
  let done = parts;
  for (const { scheme, credential } of applied)
    done = authSchemes.get(scheme.scheme).apply(done, scheme, credential.value);
  return { kind: 'ready', parts: done, credentials: applied.map(({ credential }) => credential.name) };
}

function credentialOf(set: CredentialSet, scheme: string): Credential | undefined {
  const credential = Object.hasOwn(set, scheme) ? set[scheme] : set['*'];
  return credential?.value === '' ? undefined : credential;
}

function unknownScheme(scheme: SecurityScheme): string {
  return `security scheme ${scheme.name} is of type ${scheme.scheme}, which cannot be applied`;
}

function unsupported(reason: string): Authenticated {
  return { kind: 'unsupported', reason };
}
