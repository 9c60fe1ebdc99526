import type { Operation } from './operation.ts';
import type { RatePolicy } from './rate-policy.ts';
import type { Requirement } from './requirement.ts';
import type { SchemaDocument } from './schema.ts';
import type { SecurityScheme } from './security.ts';
import type { SpecRef } from './spec-ref.ts';

/** What every description format compiles to: the waist of the toolkit. */
export interface ApiModel {
  readonly title: string;
  /** The API's own version string. */
  readonly version: string;
  readonly documents: readonly DocumentInfo[];
  /** Base URLs as described, variables filled with their defaults; may be empty. */
  readonly servers: readonly string[];
  readonly operations: readonly Operation[];
  /** By the name that security requirements use. */
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  readonly ratePolicies: readonly RatePolicy[];
  readonly requirements: readonly Requirement[];
  /** Documents that schemas live in, by digest. */
  readonly schemaDocuments: Readonly<Record<string, SchemaDocument>>;
  /** Defects of the description itself, repaired or scoped away. */
  readonly documentFindings: readonly DocumentFinding[];
  /** Parts of the description that no case can be made of, each with the reason. */
  readonly unsupported: readonly Unsupported[];
  /** Places of the first document that overlays wrote (JSON pointers), with the clause that wrote each; default none. */
  readonly overlaid?: Readonly<Record<string, SpecRef>>;
}

/** Where a description came from. */
export interface DocumentInfo {
  /** Path or URL as given, without credentials. */
  readonly uri: string;
  /** SHA-256 of the bytes as read. */
  readonly digest: string;
  /** For example `openapi-3.0`. */
  readonly format: string;
  readonly title: string;
  readonly version: string;
}

/** A defect of a document; never a crash. */
export interface DocumentFinding {
  /** Stable kebab-case code, for `assay explain`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** What is wrong and what was done about it. */
  readonly message: string;
  readonly ref: SpecRef;
  /** Operations that cannot be tested because of it; empty when it was repaired. */
  readonly disables: readonly string[];
}

/** Something described that was left out, and why. */
export interface Unsupported {
  readonly what: string;
  readonly reason: string;
  readonly ref: SpecRef;
}

/** An empty model to build on. */
export function emptyModel(title = '', version = ''): ApiModel {
  return {
    title,
    version,
    documents: [],
    servers: [],
    operations: [],
    securitySchemes: {},
    ratePolicies: [],
    requirements: [],
    schemaDocuments: {},
    documentFindings: [],
    unsupported: [],
  };
}
