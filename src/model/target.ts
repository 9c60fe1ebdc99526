import type { Rate } from './rate-policy.ts';

/** What kind of system a target is; decides what may be sent to it. */
export type Environment = 'emulator' | 'sandbox' | 'production-like' | 'production';

/** A system to be tested, not yet cleared by the guard. */
export interface Target {
  /** Absolute http(s) URL; operations' paths are appended to it. */
  readonly baseUrl: string;
  readonly environment: Environment;
  /** Credential sets by identity name; `default` is used unless a step says otherwise. Values are secrets. */
  readonly credentials: Readonly<Record<string, CredentialSet>>;
  /** The identity whose credentials are valid but not entitled, when there is one. */
  readonly notEntitled?: string;
  /** The documented limit, when there is one. */
  readonly documentedRate?: Rate;
  /** Hosts that must never be tested, whatever the flags. */
  readonly neverHosts: readonly string[];
}

/** A credential value for each security scheme, by the scheme's name; `*` serves any scheme. */
export type CredentialSet = Readonly<Record<string, Credential>>;

/** A secret and the name that may be shown for it. */
export interface Credential {
  /** Environment variable or file it came from, for example `NPQ_TOKEN`. */
  readonly name: string;
  readonly value: string;
}

declare const cleared: unique symbol;

/** A target that the guard has cleared; the transport accepts nothing else. */
export type SendableTarget = Target & {
  readonly [cleared]: true;
  /** True when only safe methods may be sent. */
  readonly readOnly: boolean;
};
