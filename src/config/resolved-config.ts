import type { KnownDeviation } from '../model/finding.ts';
import type { Rate } from '../model/rate-policy.ts';
import type { Invocation } from '../model/run-report.ts';
import type { DeclaredCase, KnownValue, SuiteLimitPolicy } from '../model/suite.ts';
import type { Credential, Environment } from '../model/target.ts';
import type { Severity } from '../model/verdict.ts';

/** Everything a run needs to know, complete and checked; the only way settings reach the engine. */
export interface ResolvedConfig {
  /** Suite name, or the document's file name for a bare run. */
  readonly suite: string;
  readonly title: string;
  /** Absolute path or URL of the description. */
  readonly spec: string;
  /** Absolute paths or URLs of overlays, the suite's first; absent means none. */
  readonly overlays?: readonly string[];
  /** Absolute path of the requirements file. */
  readonly requirements?: string;
  /** Set for a FHIR API: its version, and packages as absolute paths or names. */
  readonly fhir?: { readonly version: '3.0' | '4.0'; readonly packages: readonly string[] };
  readonly environmentName: string;
  readonly environment: Environment;
  /** Absolute URL; absent when the embedded emulator provides it, or when the document's own server is to be used. */
  readonly baseUrl?: string;
  readonly emulator?: EmulatorRequest;
  readonly identities: Readonly<Record<string, ResolvedIdentity>>;
  readonly neverHosts: readonly string[];
  /** The documented limit. */
  readonly limit?: Rate;
  readonly limitPolicy?: SuiteLimitPolicy;
  /** The pace to keep; absent means unpaced. */
  readonly rate?: Rate;
  /** Most requests of the run; absent means as many as the pace lets through within about a minute, at most 900. */
  readonly budget?: number;
  /** True: the version must answer no more; false: it must answer; absent: nothing is said. */
  readonly retired?: boolean;
  readonly seed: number;
  /** Requests in flight at once for read-only cases. */
  readonly concurrency: number;
  readonly propertyRuns: number;
  readonly timeoutMs: number;
  /** The least severity that makes a new finding fail the run. */
  readonly gate: Severity;
  readonly undeclaredMethods: boolean;
  /** The part of the plan to run, `index` from 1; absent means all of it. */
  readonly shard?: { readonly index: number; readonly count: number };
  readonly knownValues: readonly KnownValue[];
  readonly cases: readonly DeclaredCase[];
  readonly baseline: readonly KnownDeviation[];
  readonly production: { readonly productionConfig: boolean; readonly productionFlag: boolean };
  /** What `assay replay` needs to come back here; free of secrets. */
  readonly invocation: Omit<Invocation, 'operations'>;
}

/** One identity with its secrets in hand. */
export interface ResolvedIdentity {
  /** By security scheme name, or `*`. */
  readonly credentials: Readonly<Record<string, Credential>>;
  /** By header, query parameter or cookie name (lower case), bound to schemes once the document is read. */
  readonly byParameter: Readonly<Record<string, Credential>>;
  readonly notEntitled: boolean;
  /** Variables or files that were named and hold nothing. */
  readonly missing: readonly string[];
}

/** An emulator to start beside the run. */
export interface EmulatorRequest {
  readonly system: string;
  readonly mode: 'clean' | 'faithful';
  readonly defects: readonly string[];
  /** True when run and emulator share a clock that only moves when waited on. */
  readonly virtualTime: boolean;
  /** Which of the emulator's public test tokens serve which identity: identity, scheme, token name. */
  readonly tokens: readonly { readonly identity: string; readonly scheme: string; readonly token: string }[];
}
