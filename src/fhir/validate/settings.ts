import type { Constraint } from '../definitions/records.ts';
import type { IssueSeverity } from '../issue.ts';
import type { PathAst } from '../path/ast.ts';
import type { Condition } from '../path/compile.ts';
import type { Telling } from '../path/told.ts';

/** Bounds that keep every validation finite. */
export interface Limits {
  /** Deepest JSON nesting. Default 200. */
  readonly depth: number;
  /** Longest text, in characters. Default 100 million. */
  readonly characters: number;
  /** Longest array. Default 1,000,000. */
  readonly items: number;
  /** Most issues kept per resource. Default 1,000. */
  readonly issues: number;
  /** FHIRPath operations per resource. Default 20 million. */
  readonly pathSteps: number;
}

/** Settings that rules read. */
export interface RuleOptions {
  /** Evaluate warning-level invariants too. */
  readonly warnings: boolean;
  /** Refuse `1.0` where an integer is due. */
  readonly exactNumbers: boolean;
  /** What an extension without a known definition is. */
  readonly unknownExtensions: 'error' | 'not-checked';
  /** Refuse text that looks like HTML tags in strings. */
  readonly securityChecks: boolean;
}

/** What an issue is about, beside its place. */
export interface IssueAbout {
  readonly code: string;
  readonly rule: string;
  readonly clause: string;
  readonly severity?: IssueSeverity;
}

/** A constraint ready to run; `ast` and `test` are undefined when its expression cannot be compiled. */
export interface Invariant {
  readonly constraint: Constraint;
  readonly ast: PathAst | undefined;
  readonly test: Condition | undefined;
  /** The members of which any one's absence makes the constraint hold. */
  readonly without: readonly string[];
}

/** An invariant on values of one type. */
export interface BoundInvariant extends Invariant {
  /** The marks that members leave on a value; where one is missing, the constraint holds. */
  readonly marks: number;
  /** Tells the constraint from plain JSON where that can be. */
  readonly telling: Telling | undefined;
  /** What is reported where it fails. */
  readonly about: IssueAbout;
  readonly message: string;
}
