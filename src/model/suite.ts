import type { JsonTemplate, TemplateValue } from './case.ts';
import type { KnownDeviation } from './finding.ts';
import type { Environment } from './target.ts';

/**
 * A declarative binding of a specification to the systems that promise it. Suites hold data only: documents, environments,
 * credentials by name, known values, declared cases, and known deviations.
 */
export interface SuiteDefinition {
  /** `system/version`, for example `npq-registration/v3`. */
  readonly name: string;
  readonly title: string;
  /** The description, relative to the suite's file, or a URL. */
  readonly spec: string;
  /** OpenAPI overlays laid over the description in this order, relative to the suite's file, or URLs. */
  readonly overlays?: readonly string[];
  /** A requirements file (YAML), relative to the suite's file. */
  readonly requirements?: string;
  /** The environment used when none is named; default `emulator` when there is one. */
  readonly defaultEnvironment?: string;
  readonly environments: Readonly<Record<string, SuiteEnvironment>>;
  /** Said of a FHIR API: every resource that it answers with is validated. */
  readonly fhir?: SuiteFhir;
  /** The documented limit, for example `1000/5m`. */
  readonly limit?: string;
  /** What is promised of the limit beyond its numbers; asked by `assay limits`. */
  readonly limitPolicy?: SuiteLimitPolicy;
  /** Hosts that must never be tested (exact names, or `*.example.org`). */
  readonly neverHosts?: readonly string[];
  readonly knownValues?: readonly KnownValue[];
  readonly cases?: readonly DeclaredCase[];
  readonly baseline?: readonly KnownDeviation[];
  /** Most requests of a run; default as many as the pace lets through within about a minute, at most 100 per operation and 900. */
  readonly budget?: number;
}

/** What is promised of a limit beyond its numbers. */
export interface SuiteLimitPolicy {
  /** Default: the promise says nothing of the window. */
  readonly algorithm?: 'rolling' | 'fixed';
  /** Whose requests count together; default `credential`. */
  readonly per?: 'credential' | 'ip' | 'global';
  /** The promised status of a refusal; default 429, not promised. */
  readonly status?: number;
  /** The operation to probe: a cheap GET without path parameters; default the first such. */
  readonly operation?: string;
  /** Requirement ids that state each aspect. */
  readonly requirements?: Readonly<Partial<Record<'quota' | 'status' | 'window' | 'isolation' | 'headers', string>>>;
  /** For gateways that say of themselves that they are approximate: share that may pass in excess, and grain of the window in milliseconds. */
  readonly tolerance?: { readonly over?: number; readonly grainMs?: number };
}

/** What the resources of a FHIR API are held to, beside the profiles that they claim. */
export interface SuiteFhir {
  readonly version: '3.0' | '4.0';
  /** FHIR packages: folders and `.tgz` files relative to the suite's file (`./…`), or `id#version`. */
  readonly packages?: readonly string[];
}

/** One place where the system runs. */
export interface SuiteEnvironment {
  readonly kind: Environment;
  /** Base URL, or the environment variable that holds it; absent for an embedded emulator. */
  readonly url?: string | { readonly env: string };
  /** The embedded emulator that serves it. */
  readonly emulator?: {
    readonly system: string;
    readonly mode: 'clean' | 'faithful';
    /** `virtual`: run and emulator share a clock that only moves when waited on, so that keeping a limit costs no time; default real. */
    readonly time?: 'virtual' | 'real';
  };
  /** Credential sets by identity; `default` is needed on a protected API. */
  readonly identities: Readonly<Record<string, SuiteIdentity>>;
  /**
   * True: this version is retired here and must answer no more (404 or 410), which is then all that is tested. False: it is promised
   * here, so that 404 everywhere is a finding. Default: nothing is said of it.
   */
  readonly retired?: boolean;
  /** Pace of this environment; default half of the suite's limit. */
  readonly rate?: string;
}

/** One identity: for each security scheme (`*` for all) where its secret comes from. */
export interface SuiteIdentity {
  readonly credentials: Readonly<Record<string, CredentialSource>>;
  /** True when the credential is valid but not entitled to this API: every request with it must be refused. */
  readonly notEntitled?: boolean;
}

/** Where a secret comes from: an environment variable, a file, or (emulator only) the emulator's own public test token. */
export type CredentialSource =
  | { readonly env: string }
  | { readonly file: string }
  | { readonly emulatorToken: string };

/** A value known to be accepted, for a parameter or a body member, so that valid requests are really accepted. */
export interface KnownValue {
  /** Operation id or glob. */
  readonly operation: string;
  /** `path`, `query`, `header`, `cookie` with the parameter's name; `body` with a JSON pointer (empty for the whole body). */
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  readonly at: string;
  readonly value: JsonTemplate;
}

/** A case that a requirement states and no schema can: given this request, expect one of these statuses. */
export interface DeclaredCase {
  /** Id in the requirements file: the clause of the expectation. */
  readonly requirement: string;
  readonly operation: string;
  readonly title: string;
  /** Requests sent before, to reach the state; their answers are not judged by the expectation. */
  readonly given?: readonly DeclaredRequest[];
  readonly when: Omit<DeclaredRequest, 'operation'>;
  readonly expect: { readonly statuses: readonly number[] };
}

/** One request of a declared case; what is not given is generated. */
export interface DeclaredRequest {
  readonly operation: string;
  readonly path?: Readonly<Record<string, TemplateValue>>;
  readonly query?: Readonly<Record<string, TemplateValue>>;
  readonly headers?: Readonly<Record<string, TemplateValue>>;
  /** A JSON body with holes; null sends no body at all; absent generates a valid one. */
  readonly json?: JsonTemplate | null;
  readonly identity?: string;
}
