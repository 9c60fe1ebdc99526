/** The public surface of Assay. What is not named here is internal and may change without notice. */

export { type RunSuiteOptions, runSuite } from './cli/run-suite.ts';
export type { RawFlags } from './config/resolve.ts';
export { findSuiteFiles } from './config/suite-file.ts';
export {
  createFhirValidator,
  type FhirIssue,
  type FhirValidator,
  type FhirValidatorOptions,
  type FhirVerdict,
  type FhirVersion,
  formatConsole,
  formatJson,
  type IssueSeverity,
  type NotChecked,
  toOperationOutcome,
  type ValidateOptions,
} from './fhir/index.ts';
export { AssayError, type ErrorKind } from './kernel/error.ts';
export type { Hole } from './model/case.ts';
export type { Finding, KnownDeviation } from './model/finding.ts';
export type { LimitReport, LimitVerdict } from './model/limit.ts';
export type { Requirement } from './model/requirement.ts';
export type { RunEvent } from './model/run-event.ts';
export type { OperationCoverage, RunReport, RunVerdict } from './model/run-report.ts';
export type {
  CredentialSource,
  DeclaredCase,
  DeclaredRequest,
  KnownValue,
  SuiteDefinition,
  SuiteEnvironment,
  SuiteIdentity,
  SuiteLimitPolicy,
} from './model/suite.ts';
export { defineSuite } from './suite-surface.ts';
