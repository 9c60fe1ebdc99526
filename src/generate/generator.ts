import type { Arbitrary } from 'fast-check';
import type { Json } from '../kernel/json.ts';
import type { SchemaHandle } from '../model/schema.ts';
import type { SpecRef } from '../model/spec-ref.ts';

/** A valid value and what it shows. */
export interface ValidValue {
  readonly value: Json;
  /** `minimum length`, `enum value "x"`, `only required members` … */
  readonly shows: string;
  readonly clause: SpecRef;
}

/** A value with exactly one fault. */
export interface InvalidValue {
  readonly value: Json;
  /** JSON pointer of the fault within the value. */
  readonly at: string;
  /** The violated JSON Schema keyword. */
  readonly keyword: string;
  /** What is wrong, in words: `-1 is under the minimum 0`. */
  readonly says: string;
  readonly clause: SpecRef;
}

/** Values out of schemas, for requests (readOnly members left out); every answer is checked against the schema before it is given. */
export interface Generator {
  /** One plain valid value: example, default, const or enum first; undefined when none can be made. */
  sample(handle: SchemaHandle): Json | undefined;
  /** The deterministic list of valid values that differ from the plain one in one thing each, most telling first, no two alike. */
  valid(handle: SchemaHandle): readonly ValidValue[];
  /** The same things shown by as few values as possible: each value shows several at once. */
  packed(handle: SchemaHandle, options?: PackedOptions): readonly ValidValue[];
  /** The deterministic list of values with one fault each, most telling first, no two alike. */
  invalid(handle: SchemaHandle, options?: InvalidOptions): readonly InvalidValue[];
  /** The first entry of that list which is wanted, without working out the rest. */
  firstInvalid(
    handle: SchemaHandle,
    options: InvalidOptions,
    wanted: (fault: Pick<InvalidValue, 'at' | 'keyword'>) => boolean,
  ): InvalidValue | undefined;
  /** Random valid values that shrink. */
  arbitrary(handle: SchemaHandle): Arbitrary<Json>;
  /** True when the value is valid against the schema (for requests). */
  accepts(handle: SchemaHandle, value: Json): boolean;
  /** The JSON pointers, with the schemas there, of the members that a plain value can have, down to a bounded depth. */
  members(handle: SchemaHandle): readonly Member[];
}

/** A member of a value, wherever it stands below objects. */
export interface Member {
  /** JSON pointer into the value. */
  readonly at: string;
  readonly name: string;
  readonly required: boolean;
  readonly format?: string;
  readonly text: boolean;
  /** What stands there while something else is shown; absent when nothing can be made. */
  readonly plain?: Json;
}

/** What shapes the packed values. */
export interface PackedOptions {
  /** Most values; default 8. Members of longer enumerations are spread over them. */
  readonly most?: number;
  /** JSON pointers of members that stay as the plain value has them; default none. */
  readonly keep?: readonly string[];
}

/** What shapes the list of invalid values. */
export interface InvalidOptions {
  /** The value travels as text (path, query, header): a wrong type that reads the same is no fault. */
  readonly asText?: boolean;
  /** A valid value to keep everything else like; default the sample. */
  readonly base?: Json;
}
