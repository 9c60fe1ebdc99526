import {
  createFhirValidator,
  type FhirIssue,
  type FhirValidatorOptions,
  type FhirVersion,
} from '../../../src/fhir/index.ts';
import type { JsonObject } from '../../../src/kernel/json.ts';

const plain = new Map<FhirVersion, ReturnType<typeof createFhirValidator>>();

/** The error issues of a resource, with a validator per version that is shared between tests. */
export function errorsOf(resource: unknown, options: FhirValidatorOptions = {}): FhirIssue[] {
  return judge(resource, options).issues.filter(({ severity }) => severity === 'error' || severity === 'fatal');
}

/** The rule ids of the errors of a resource, sorted. */
export function rulesOf(resource: unknown, options: FhirValidatorOptions = {}): string[] {
  return errorsOf(resource, options)
    .map(({ rule }) => rule)
    .sort();
}

/** The verdict on a resource. */
export function judge(resource: unknown, options: FhirValidatorOptions = {}) {
  const version = options.version ?? '4.0';
  if (Object.keys(options).some((name) => name !== 'version'))
    return createFhirValidator(options).validateText(JSON.stringify(resource));
  const known = plain.get(version) ?? createFhirValidator({ version });
  plain.set(version, known);
  return known.validateText(JSON.stringify(resource));
}

/** A Patient with more members. */
export function patient(members: JsonObject = {}): JsonObject {
  return { resourceType: 'Patient', ...members };
}

/** An Observation with what it must have. */
export function observation(members: JsonObject = {}): JsonObject {
  return { resourceType: 'Observation', status: 'final', code: { text: 'x' }, ...members };
}
