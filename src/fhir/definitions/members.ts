import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';

/** The string of a member, or undefined when it is absent or of another type. */
export function text(object: Json | undefined, member: string): string | undefined {
  const value = isJsonObject(object) ? object[member] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The objects of an array member; anything else gives none. */
export function objects(object: Json | undefined, member: string): readonly JsonObject[] {
  return items(object, member).filter(isJsonObject);
}

/** The strings of an array member, or a lone string as a list of one. */
export function strings(object: Json | undefined, member: string): readonly string[] {
  const value = isJsonObject(object) ? object[member] : undefined;
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The items of an array member; anything else gives none. */
export function items(object: Json | undefined, member: string): readonly Json[] {
  const value = isJsonObject(object) ? object[member] : undefined;
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The object of a member, or undefined when it is absent or of another type. */
export function object(parent: Json | undefined, member: string): JsonObject | undefined {
  const value = isJsonObject(parent) ? parent[member] : undefined;
  return isJsonObject(value) ? value : undefined;
}

/** The number of a member, or undefined when it is absent or of another type. */
export function number(parent: Json | undefined, member: string): number | undefined {
  const value = isJsonObject(parent) ? parent[member] : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** The boolean of a member, or undefined when it is absent or of another type. */
export function flag(parent: Json | undefined, member: string): boolean | undefined {
  const value = isJsonObject(parent) ? parent[member] : undefined;
  return typeof value === 'boolean' ? value : undefined;
}

/** The value of the choice member that starts with `stem` (`valueString` for `value`), with its type suffix. */
export function choice(parent: JsonObject, stem: string): { readonly type: string; readonly value: Json } | undefined {
  for (const [member, value] of Object.entries(parent)) {
    const next = member.charCodeAt(stem.length);
    if (member.startsWith(stem) && next >= 65 && next <= 90) return { type: member.slice(stem.length), value };
  }
  return undefined;
}

/** A copy without the members whose value is undefined, so that records stay small and exact. */
export function compact<T extends object>(record: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
