import type { SchemaHandle } from '../model/schema.ts';
import type { SpecRef } from '../model/spec-ref.ts';

/** One violated keyword. */
export interface SchemaIssue {
  /** JSON pointer into the value; for an unexpected member, the member itself. */
  readonly at: string;
  readonly keyword: string;
  /** What was expected and what was found. */
  readonly message: string;
  readonly expected: string;
  /** A short rendering of the value found, at most 80 characters. */
  readonly found: string;
  /** The violated keyword's own place in the author's document. */
  readonly clause: SpecRef;
}

/** Whether a value conforms. */
export type SchemaAnswer =
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly issues: readonly SchemaIssue[] }
  /** The schema could not be compiled; nothing can be said. */
  | { readonly kind: 'not-checked'; readonly reason: string };

/** Which way a body travels. */
export type Direction = 'request' | 'response';

/** Validators over the model's documents, compiled once per schema and direction, formats asserted. */
export interface Schemas {
  /** `request`: readOnly members are not required; `response`: writeOnly members are not required. */
  validate(handle: SchemaHandle, value: unknown, direction: Direction): SchemaAnswer;
  /** The kind of answer that `validate` gives, without its reasons: for whoever asks of thousands of values. */
  judge(handle: SchemaHandle, value: unknown, direction: Direction): SchemaAnswer['kind'];
}
