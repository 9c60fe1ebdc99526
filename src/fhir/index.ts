export type { FhirVersion } from './definitions/records.ts';
export { formatConsole } from './format/console.ts';
export { formatJson } from './format/json.ts';
export { toOperationOutcome } from './format/operation-outcome.ts';
export type { FhirIssue, FhirVerdict, IssueSeverity, NotChecked } from './issue.ts';
export type { FhirValidator, FhirValidatorOptions, ValidateOptions } from './validator.ts';
export { createFhirValidator } from './validator.ts';
