import type { Json } from '../../kernel/json.ts';
import type { BindingRecord, Constraint, TypeRef } from '../definitions/records.ts';

/** What is wrong with a primitive value: a message, or undefined when nothing is. */
export type PrimitiveCheck = (value: Json) => string | undefined;

/** What an element of a type allows, compiled from one ElementDefinition of a base snapshot. */
export interface ElementPlan {
  /** Name without the type suffix: `value` for `value[x]`. */
  readonly name: string;
  readonly path: string;
  readonly min: number;
  readonly max: number;
  /** True when JSON holds it as an array. */
  readonly array: boolean;
  readonly choice: boolean;
  readonly types: readonly TypeRef[];
  readonly binding?: BindingRecord;
  readonly constraints: readonly Constraint[];
  readonly fixed?: Json;
  readonly maxLength?: number;
  readonly modifier: boolean;
  /** JSON names that hold a value of this element, with and without the underscore. */
  readonly names: readonly string[];
}

/** One JSON member of a type: `valueString`, `_valueString`. */
export interface Member {
  readonly json: string;
  /** The JSON name of the id and extensions beside it. */
  readonly shadowJson: string;
  readonly element: ElementPlan;
  /** Its place among the members of its type. */
  readonly position: number;
  /** Its name in FHIRPath: `value.ofType(string)` for `valueString`. */
  readonly label: string;
  readonly typeCode: string;
  readonly typeRef: TypeRef | undefined;
  /** True for `_x`, which holds id and extensions of the primitive `x`. */
  readonly shadow: boolean;
  /** The plan of the member's type; for `Resource` it is the abstract plan, and the instance decides. */
  readonly plan: TypePlan;
}

/** A type (or a nested backbone element) as validation and FHIRPath walk it. */
export interface TypePlan {
  /** Type name, or the path of a backbone element. */
  readonly name: string;
  /** Name that `is` and `ofType` see: `BackboneElement` for backbone elements. */
  readonly typeName: string;
  readonly url: string;
  readonly kind: 'primitive' | 'complex' | 'resource';
  readonly abstract: boolean;
  /** What is wrong with a value of a primitive type. */
  readonly check: PrimitiveCheck | undefined;
  /** The type itself and all it specialises. */
  readonly ancestors: ReadonlySet<string>;
  readonly elements: readonly ElementPlan[];
  readonly required: readonly ElementPlan[];
  readonly members: ReadonlyMap<string, Member>;
  readonly choices: ReadonlyMap<string, readonly Member[]>;
  /** Invariants of the type itself (its root element). */
  readonly constraints: readonly Constraint[];
}

/** Plans by type name; undefined for a name that is no type of the version. */
export interface TypePlans {
  type(name: string): TypePlan | undefined;
}
