import type { Json, JsonObject } from '../../kernel/json.ts';

/** The FHIR versions that have built-in definitions: STU3 (3.0) and R4 (4.0). */
export type FhirVersion = '3.0' | '4.0';

/** One invariant of an element (ElementDefinition.constraint). */
export interface Constraint {
  readonly key: string;
  readonly severity: 'error' | 'warning';
  readonly human: string;
  readonly expression: string;
}

/** One allowed type of an element (ElementDefinition.type); the code is a bare type name or a URL. */
export interface TypeRef {
  readonly code: string;
  readonly profiles: readonly string[];
  readonly targets: readonly string[];
  readonly aggregation: readonly string[];
  readonly versioning?: string;
}

/** How an element is cut into slices (ElementDefinition.slicing). */
export interface Slicing {
  readonly rules: string;
  readonly ordered: boolean;
  readonly discriminators: readonly { readonly type: string; readonly path: string }[];
}

/** A binding of an element; additional bindings of the purpose `required` hold as well. */
export interface BindingRecord {
  readonly strength: string;
  readonly valueSet: string;
  readonly maxValueSet?: string;
  readonly additional?: readonly string[];
}

/** One element of a snapshot or differential, reduced to what validation reads. */
export interface ElementRecord {
  readonly path: string;
  readonly id?: string;
  readonly slice?: string;
  readonly min?: number;
  readonly max?: string;
  readonly baseMax?: string;
  /** Stem of the choice that a renamed element narrows to one type: `value` for `valueUri`. */
  readonly choiceOf?: string;
  readonly types?: readonly TypeRef[];
  readonly binding?: BindingRecord;
  /** Indexes into the pack's constraint table, or the constraints themselves for loaded profiles. */
  readonly constraints?: readonly (number | Constraint)[];
  readonly fixed?: Json;
  readonly pattern?: Json;
  readonly minValue?: Json;
  readonly maxValue?: Json;
  readonly valueType?: string;
  readonly maxLength?: number;
  readonly contentReference?: string;
  readonly slicing?: Slicing;
  readonly modifier?: boolean;
  readonly regex?: string;
}

/** First and last FHIR version of a use. */
export interface VersionWindow {
  readonly from?: string;
  readonly to?: string;
}

/** Where an extension may stand. */
export interface ExtensionContext {
  readonly type: string;
  readonly expression: string;
  readonly versions?: VersionWindow;
}

/** A StructureDefinition reduced to what validation reads. */
export interface StructureRecord {
  readonly record: 'structure';
  readonly url: string;
  readonly version?: string;
  readonly name: string;
  readonly kind: string;
  readonly type: string;
  readonly base?: string;
  readonly abstract: boolean;
  readonly derivation?: string;
  readonly contexts?: readonly ExtensionContext[];
  readonly contextInvariants?: readonly string[];
  readonly elements: readonly ElementRecord[];
  readonly differential?: boolean;
  /** FHIR versions that the definition is for. */
  readonly versions?: VersionWindow;
  /** Profiles that an instance must conform to as well. */
  readonly imposes?: readonly string[];
}

/** One clause of ValueSet.compose. */
export interface ComposeClause {
  readonly system?: string;
  readonly version?: string;
  readonly codes?: readonly string[];
  readonly filters?: readonly { readonly property: string; readonly op: string; readonly value: string }[];
  readonly valueSets?: readonly string[];
}

/** A ValueSet reduced to its membership. */
export interface ValueSetRecord {
  readonly record: 'value-set';
  readonly url: string;
  readonly version?: string;
  readonly name: string;
  readonly include: readonly ComposeClause[];
  readonly exclude: readonly ComposeClause[];
  /** `system|code` members of an expansion that came with the resource. */
  readonly expansion?: readonly string[];
}

/** One concept of a code system: code, display, index of the parent or -1, further displays, properties. */
export interface ConceptRecord {
  readonly code: string;
  readonly display?: string;
  readonly parents?: readonly string[];
  readonly designations?: readonly string[];
  readonly properties?: Readonly<Record<string, string>>;
}

/** A CodeSystem reduced to its concepts. */
export interface CodeSystemRecord {
  readonly record: 'code-system';
  readonly url: string;
  readonly version?: string;
  readonly content: string;
  readonly caseSensitive: boolean;
  readonly valueSet?: string;
  readonly supplements?: string;
  readonly concepts: readonly ConceptRecord[];
}

/** A SearchParameter reduced to what conformance rules compare. */
export interface SearchParameterRecord {
  readonly record: 'search-parameter';
  readonly url: string;
  readonly code: string;
  readonly type: string;
  readonly base: readonly string[];
}

/** Any other canonical resource, kept whole (Questionnaires, for instance). */
export interface CanonicalRecord {
  readonly record: 'canonical';
  readonly url: string;
  readonly version?: string;
  readonly resource: JsonObject;
}

export type DefinitionRecord =
  | StructureRecord
  | ValueSetRecord
  | CodeSystemRecord
  | SearchParameterRecord
  | CanonicalRecord;
