import type { SpecRef } from './spec-ref.ts';

/** How a client proves who it is, as described. */
export interface SecurityScheme {
  /** The name that requirements use. */
  readonly name: string;
  /** Id of the auth scheme plug-in that can apply it: `bearer`, `api-key`, `basic`; or an unsupported type as written. */
  readonly scheme: string;
  /** For `api-key`: where the key goes. */
  readonly in?: 'header' | 'query' | 'cookie';
  /** For `api-key`: the header, query parameter or cookie name. */
  readonly parameterName?: string;
  readonly description: string;
  readonly ref: SpecRef;
}

/** One alternative: every scheme named must be satisfied together; none named means anonymous access is allowed. */
export interface SecurityRequirement {
  readonly schemes: readonly { readonly name: string; readonly scopes: readonly string[] }[];
  readonly ref: SpecRef;
}

/**
 * How a credential is spoilt to prove that authentication is enforced. Each scheme plug-in says which it can do.
 * `in-query`: the right credential at the wrong place; `other-identity`: a credential that a suite declares as not entitled.
 */
export type SpoilKind = 'missing' | 'empty' | 'malformed' | 'unknown' | 'wrong-scheme' | 'in-query' | 'other-identity';
