import type { JsonObject } from '../../kernel/json.ts';

/** Members of `T` that may be absent. */
type OptionalMember<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];

/** A schema for every member of `T`: a member that is added to the type must be described to compile. */
type Members<T> = { readonly [K in keyof Required<T>]: JsonObject };

/** An object schema of exactly the members of `T`; those named optional must be optional in the type, and no others. */
export function object<T>(members: Members<T>, optional: readonly OptionalMember<T>[] = []): JsonObject {
  const required = Object.keys(members).filter((name) => !optional.some((other) => other === name));
  return { type: 'object', properties: { ...members }, required };
}

/** An array of items. */
export function array(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

/** One of several strings. */
export function oneOfTexts<T extends string>(...values: readonly T[]): JsonObject {
  return { type: 'string', enum: [...values] };
}

/** An object with any member names. */
export function mapOf(values: JsonObject): JsonObject {
  return { type: 'object', additionalProperties: values };
}

/** A reference to a definition of the same schema. */
export function ref(name: string): JsonObject {
  return { $ref: `#/$defs/${name}` };
}

/** One of several shapes. */
export function anyOf(...schemas: readonly JsonObject[]): JsonObject {
  return { anyOf: [...schemas] };
}

export const text: JsonObject = { type: 'string' };
export const integer: JsonObject = { type: 'integer', minimum: 0 };
export const number: JsonObject = { type: 'number', minimum: 0 };
export const truth: JsonObject = { type: 'boolean' };
