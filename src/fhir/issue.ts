/** How bad an issue is; only `fatal` and `error` make a resource invalid. */
export type IssueSeverity = 'fatal' | 'error' | 'warning' | 'information';

/** One finding on a resource. */
export interface FhirIssue {
  readonly severity: IssueSeverity;
  /** Code of http://hl7.org/fhir/issue-type. */
  readonly code: string;
  /** FHIRPath of the element. */
  readonly expression: string;
  /** One-based line and column in the text; absent when the resource was given as a value. */
  readonly line?: number;
  readonly column?: number;
  /** Stable id of the rule. */
  readonly rule: string;
  /** The element definition, invariant or section that demands it. */
  readonly clause: string;
  /** What was expected and what was found. */
  readonly message: string;
}

/** Something that could not be judged here, and why. */
export interface NotChecked {
  readonly kind:
    | 'profile'
    | 'value-set'
    | 'code-system'
    | 'extension'
    | 'invariant'
    | 'reference'
    | 'questionnaire'
    | 'rule';
  /** Canonical URL, invariant key or the like. */
  readonly subject: string;
  readonly reason: string;
  readonly expression: string;
}

/** The verdict on one resource: `not-checked` means no error, but something was left unjudged. */
export interface FhirVerdict {
  readonly answer: 'valid' | 'invalid' | 'not-checked';
  readonly resourceType: string | undefined;
  readonly issues: readonly FhirIssue[];
  readonly notChecked: readonly NotChecked[];
}
