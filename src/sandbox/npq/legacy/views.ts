import { isJsonObject, type Json, type JsonObject } from '../../../kernel/json.ts';
import type { LegacyVersion } from '../version.ts';
import { APPLICATION_FIELDS, DECLARATION_FIELDS, ENROLMENT_FIELDS, OUTCOME_FIELDS } from './fields.ts';

/** A resource as sent. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly attributes: JsonObject;
}

/** The attributes of an older version, from those of version 3. */
export type View = (resource: Resource, version: LegacyVersion) => JsonObject;

/** The members of an object that are named, in that order; those that it lacks stay away. */
export function pick(from: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(from, name) ? [[name, from[name] as Json]] : [])));
}

/** An application. */
export const applicationView: View = ({ attributes }) => pick(attributes, APPLICATION_FIELDS);

/** An outcome. */
export const outcomeView: View = ({ attributes }) => pick(attributes, OUTCOME_FIELDS);

const PAYABLE: readonly unknown[] = ['eligible', 'payable'];

/** A declaration; version 1 says apart what the state already tells. */
export const declarationView: View = ({ attributes }, version) => {
  const common = pick(attributes, DECLARATION_FIELDS);
  if (version === 'v2') return common;
  const { state } = attributes;
  return { ...common, eligible_for_payment: PAYABLE.includes(state), voided: state === 'voided' };
};

/** A participant: version 1 lists courses and places, version 2 enrolments; the email stands beside the name. */
export const participantView: View = ({ id, attributes }, version) => {
  const enrolments = enrolmentsIn(attributes);
  const common = {
    ...pick(attributes, ['full_name']),
    email: enrolments[0]?.['email'] ?? null,
    ...pick(attributes, ['teacher_reference_number', 'updated_at']),
  };
  if (version === 'v2') {
    return { ...common, npq_enrolments: enrolments.map((enrolment) => pick(enrolment, ENROLMENT_FIELDS)) };
  }
  return {
    participant_id: id,
    ...common,
    npq_courses: enrolments.map((enrolment) => enrolment['course_identifier'] ?? null),
    funded_places: enrolments.map((enrolment) => ({
      npq_course: enrolment['course_identifier'] ?? null,
      ...pick(enrolment, ['funded_place', 'npq_application_id']),
    })),
  };
};

/** The enrolments of a participant of version 3. */
export function enrolmentsIn(attributes: JsonObject): readonly JsonObject[] {
  const enrolments = attributes['npq_enrolments'];
  return Array.isArray(enrolments) ? enrolments.filter(isJsonObject) : [];
}

/** The resources of an answer's data: one, or those of a list. */
export function resourcesIn(data: unknown): readonly Resource[] {
  return Array.isArray(data) ? data.filter(isResource) : isResource(data) ? [data] : [];
}

function isResource(value: unknown): value is Resource {
  return isJsonObject(value) && typeof value['id'] === 'string' && isJsonObject(value['attributes']);
}
