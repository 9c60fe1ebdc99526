/** One promise of a document or of its guidance, traceable by id. */
export interface Requirement {
  /** Stable id, for example `NPQ3-AUTH-01`. */
  readonly id: string;
  /** The promise, in one sentence. */
  readonly text: string;
  /** Where it is written: document and place. */
  readonly source: string;
  /** `documented`: said by the provider; `standard`: an RFC or FHIR; `observed`: known of the real system only. */
  readonly basis: 'documented' | 'standard' | 'observed';
  /** What proves it: a check on operations (an id, or a glob such as `GET *`), or a declared case of the suite. */
  readonly evidence: readonly RequirementEvidence[];
  /** Why nothing can prove it from outside; set when `evidence` is empty. */
  readonly untestable?: string;
}

/** Passing verdicts of this check on these operations prove a requirement; failing ones break it. */
export interface RequirementEvidence {
  readonly check: string;
  /** Operation ids or globs (`*` matches anything); default all. */
  readonly operations?: readonly string[];
  /** Only cases that name this requirement as the basis of their expectation. */
  readonly declared?: boolean;
  /** Only failures at this clause of the document break it: a glob over JSON pointers; default any clause. */
  readonly clause?: string;
}
