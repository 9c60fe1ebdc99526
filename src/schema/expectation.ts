import type { ErrorObject } from 'ajv';
import { joined, listed, shortly } from './render.ts';

type Say = (error: ErrorObject) => string;

const limit =
  (words: (n: string) => string): Say =>
  (error) =>
    words(String(error.params['limit'] ?? error.schema));

const counted = (least: string, noun: string): Say =>
  limit((n) => `at ${least} ${n} ${n === '1' ? noun : noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`);

/** What each keyword expects, in words. */
const EXPECTATIONS: Readonly<Record<string, Say>> = {
  type: (error) => joined(typesOf(error.schema)),
  enum: (error) => `one of ${listed(Array.isArray(error.schema) ? error.schema : [])}`,
  const: (error) => shortly(error.schema),
  format: (error) => `format ${error.params['format']}`,
  pattern: (error) => `a text that matches ${shortly(error.schema)}`,
  minimum: limit((n) => `a number not under ${n}`),
  maximum: limit((n) => `a number not over ${n}`),
  exclusiveMinimum: limit((n) => `a number over ${n}`),
  exclusiveMaximum: limit((n) => `a number under ${n}`),
  multipleOf: (error) => `a multiple of ${String(error.schema)}`,
  minLength: counted('least', 'character'),
  maxLength: counted('most', 'character'),
  minItems: counted('least', 'item'),
  maxItems: counted('most', 'item'),
  minProperties: counted('least', 'member'),
  maxProperties: counted('most', 'member'),
  uniqueItems: () => 'items that differ from each other',
  required: (error) => `the member ${shortly(error.params['missingProperty'])}`,
  dependentRequired: (error) =>
    `the member ${shortly(error.params['missingProperty'])} beside ${shortly(error.params['property'])}`,
  additionalProperties: () => 'no undeclared member',
  unevaluatedProperties: () => 'no undeclared member',
  unevaluatedItems: limit((n) => `at most ${n} items`),
  propertyNames: () => 'a declared member name',
  contains: (error) => `at least ${error.params['minContains'] ?? 1} matching items`,
  not: () => 'a value that does not match the forbidden schema',
  anyOf: (error) => `one of ${alternativesOf(error)} alternatives`,
  oneOf: (error) => `exactly one of ${alternativesOf(error)} alternatives`,
};

/** What the violated keyword expects, in words. */
export function expectedBy(error: ErrorObject): string {
  return EXPECTATIONS[error.keyword]?.(error) ?? error.message ?? error.keyword;
}

/** What was found in its stead, in words. */
export function foundBy(error: ErrorObject): string {
  const passing: unknown = error.params['passingSchemas'];
  if (Array.isArray(passing))
    return `matches alternatives ${passing.join(' and ')}: ${shortly(error.data)}`.slice(0, 80);
  const unexpected: unknown = error.params['additionalProperty'] ?? error.params['unevaluatedProperty'];
  if (typeof unexpected === 'string') return `the member ${shortly(unexpected)}`.slice(0, 80);
  if (error.keyword === 'required' || error.keyword === 'dependentRequired') return membersOf(error.data);
  const lengths = Array.isArray(error.data) && /Items$/.test(error.keyword);
  return lengths ? `${(error.data as readonly unknown[]).length} items` : shortly(error.propertyName ?? error.data);
}

function membersOf(data: unknown): string {
  const names = typeof data === 'object' && data !== null ? Object.keys(data) : [];
  if (names.length === 0) return 'no members';
  const text = `only ${names.join(', ')}`;
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

function typesOf(schema: unknown): string[] {
  return Array.isArray(schema) ? schema.map(String) : [String(schema)];
}

function alternativesOf(error: ErrorObject): number {
  return Array.isArray(error.schema) ? error.schema.length : 0;
}
