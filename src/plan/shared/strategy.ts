import type { Generator } from '../../generate/index.ts';
import type { PluginMeta } from '../../kernel/registry.ts';
import type { ApiModel } from '../../model/api.ts';
import type { Operation } from '../../model/operation.ts';
import type { SecurityScheme, SpoilKind } from '../../model/security.ts';
import type { DeclaredCase, KnownValue } from '../../model/suite.ts';
import type { CaseSource } from './case-source.ts';

/** A way of turning promises into cases. */
export interface Strategy extends PluginMeta {
  /** Order under a short budget: 1 is planned first and dropped last. */
  readonly priority: number;
  /** Pure and deterministic: the same context and seed give the same sources. */
  sources(operation: Operation, context: PlanContext): Iterable<CaseSource>;
}

/** All that a strategy may know. */
export interface PlanContext {
  readonly model: ApiModel;
  readonly seed: number;
  readonly generator: Generator;
  /** Which spoils the auth scheme plug-in of a security scheme can do. */
  readonly spoilsOf: (scheme: SecurityScheme) => readonly SpoilKind[];
  /** Identities that the suite declares beside `default`, and the one that is valid but not entitled. */
  readonly identities: readonly string[];
  readonly notEntitled?: string;
  readonly knownValues: readonly KnownValue[];
  readonly declaredCases: readonly DeclaredCase[];
  /** Also try a method that the path does not describe, once per path; default false. */
  readonly undeclaredMethods?: boolean;
  /** Property cases per operation. */
  readonly propertyRuns: number;
}
