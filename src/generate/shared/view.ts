import type { Json } from '../../kernel/json.ts';
import { pointerOf } from '../../kernel/json-pointer.ts';
import type { SchemaDocument, SchemaHandle } from '../../model/schema.ts';
import type { SpecRef } from '../../model/spec-ref.ts';

/** The documents that handles point into. */
export type Documents = Readonly<Record<string, SchemaDocument>>;

/** A JSON Schema type name. */
export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** A keyword's value with the clause that states it. */
export interface Stated<T> {
  readonly value: T;
  readonly clause: SpecRef;
}

/** A numeric bound. */
export interface Bound extends Stated<number> {
  readonly exclusive: boolean;
}

/** Alternatives: `anyOf`, `oneOf`, or what `if` and `dependentSchemas` leave open. */
export interface Choice {
  readonly keyword: 'anyOf' | 'oneOf' | 'if' | 'dependentSchemas';
  /** The schemas that hold beside the rest in each alternative. */
  readonly branches: readonly (readonly SchemaHandle[])[];
  readonly clause: SpecRef;
  /** The member that must be there for the first alternative to mean anything. */
  readonly member?: string;
  /** Names the choice within its document. */
  readonly key: string;
  /** The member that tells the alternatives apart (OpenAPI `discriminator`), and its value per branch. */
  readonly discriminator?: { readonly name: string; readonly values: readonly string[] };
}

/**
 * A schema with its references followed and its `allOf` merged: what a value must satisfy, each keyword with its clause.
 * A child is the list of schemas that must hold together there.
 */
export interface View {
  /** The schemas as asked for. */
  readonly handles: readonly SchemaHandle[];
  /** All schemas that hold, references followed and `allOf` opened. */
  readonly atoms: readonly SchemaHandle[];
  /** Choices that have been taken already. */
  readonly taken: ReadonlySet<string>;
  /** Members whose value the chosen alternative decides. */
  readonly fixed: ReadonlyMap<string, string>;
  readonly clause: SpecRef;
  /** True when nothing can satisfy it. */
  readonly never: boolean;
  /** Undefined when every type is allowed. */
  readonly types?: Stated<readonly JsonType[]>;
  readonly members?: Stated<readonly Json[]> & { readonly keyword: 'enum' | 'const' };
  readonly given: readonly (Stated<Json> & { readonly how: 'example' | 'default' })[];
  readonly minimum?: Bound;
  readonly maximum?: Bound;
  readonly multipleOf?: Stated<number>;
  readonly minLength?: Stated<number>;
  readonly maxLength?: Stated<number>;
  readonly minItems?: Stated<number>;
  readonly maxItems?: Stated<number>;
  readonly minProperties?: Stated<number>;
  readonly maxProperties?: Stated<number>;
  readonly patterns: readonly Stated<string>[];
  readonly format?: Stated<string>;
  readonly uniqueItems?: Stated<true>;
  readonly required: ReadonlyMap<string, SpecRef>;
  readonly properties: ReadonlyMap<string, readonly SchemaHandle[]>;
  /** Undeclared members: undefined when the schema says nothing. */
  readonly extras?: Stated<'closed' | readonly SchemaHandle[]>;
  /** Schemas of the members whose names match a pattern. */
  readonly namePatterns: readonly { readonly pattern: string; readonly handle: SchemaHandle }[];
  /** Members that must be there when another is. */
  readonly dependentRequired: readonly {
    readonly name: string;
    readonly needs: readonly string[];
    readonly clause: SpecRef;
  }[];
  readonly propertyNames: readonly SchemaHandle[];
  readonly prefixItems: readonly SchemaHandle[];
  readonly items?: readonly SchemaHandle[];
  /** What some of the items must satisfy, and how many. */
  readonly contains?: { readonly handle: SchemaHandle; readonly least: number; readonly most: number };
  readonly choices: readonly Choice[];
  readonly not: readonly SchemaHandle[];
  readonly readOnly: boolean;
}

/** True when the view leaves a value of this type possible. */
export function allows(view: View, type: JsonType): boolean {
  const types = view.types?.value;
  if (!types) return true;
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

/** The type to make a plain value of: as stated, or as the other keywords suggest. */
export function mainType(view: View): JsonType {
  const stated = view.types?.value.find((type) => type !== 'null') ?? view.types?.value[0];
  if (stated) return stated;
  if (view.properties.size > 0 || view.required.size > 0) return 'object';
  if (view.items || view.prefixItems.length > 0 || view.minItems) return 'array';
  if (view.minimum || view.maximum || view.multipleOf) return 'number';
  return 'string';
}

/** The clause at a keyword of a schema. */
export function clauseOf(handle: SchemaHandle, ...tokens: readonly (string | number)[]): SpecRef {
  return { kind: 'document', document: handle.document, pointer: handle.pointer + pointerOf(tokens) };
}

/** The place so many tokens below a schema. */
export function below(handle: SchemaHandle, ...tokens: readonly (string | number)[]): SchemaHandle {
  return { document: handle.document, pointer: handle.pointer + pointerOf(tokens) };
}
