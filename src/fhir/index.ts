export type { FhirVersion } from './definitions/records.ts';
export type { FhirIssue, FhirVerdict, IssueSeverity, NotChecked } from './issue.ts';
export { createFhirValidator } from './validator.ts';
export type { FhirValidator, FhirValidatorOptions, ValidateOptions } from './validator.ts';
