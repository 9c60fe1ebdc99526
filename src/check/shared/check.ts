import type { FhirAnswers } from '../../fhir/index.ts';
import type { PluginMeta } from '../../kernel/registry.ts';
import type { ApiModel } from '../../model/api.ts';
import type { Case, Step } from '../../model/case.ts';
import type { Exchange, Trace } from '../../model/exchange.ts';
import type { Operation } from '../../model/operation.ts';
import type { Severity, Verdict } from '../../model/verdict.ts';
import type { Schemas } from '../../schema/index.ts';

/** One oracle: judges exchanges by one rule. Total and pure: the same input gives the same verdicts, nothing throws. */
export interface Check extends PluginMeta {
  /** Default severity of its accusations. */
  readonly severity: Severity;
  /** The family it is shown under in coverage and in vitest. */
  readonly family:
    | 'schema'
    | 'status'
    | 'headers'
    | 'authentication'
    | 'validation'
    | 'state'
    | 'robustness'
    | 'requirement';
  /** The clause it enforces, in words, for the reference. */
  readonly basis: string;
  /**
   * Verdicts on one exchange; an empty list when the check does not apply to it. A fail needs a clause.
   * Several verdicts mean several root causes.
   */
  judge(input: JudgeInput, context: JudgeContext): readonly Verdict[];
}

/** One exchange in its case. */
export interface JudgeInput {
  readonly case: Case;
  readonly step: Step;
  readonly stepIndex: number;
  /** True for the step that the case's intent speaks of. */
  readonly last: boolean;
  /** The step's operation. */
  readonly operation: Operation;
  readonly exchange: Exchange;
  /** The exchanges of the case so far, this one last. */
  readonly trace: Trace;
}

/** What a check may look at beside the exchange. */
export interface JudgeContext {
  readonly model: ApiModel;
  readonly schemas: Schemas;
  /** A valid, authenticated request of an operation that was accepted (2xx), when there was one: of several the one whose answer held most. */
  control(operation: string): Exchange | undefined;
  /** What the suite says of the version: true, it must answer no more; false, it must answer; absent, nothing is known. */
  readonly retired?: boolean;
  /** Judges FHIR resources; absent when the API is not said to be FHIR. */
  readonly fhir?: FhirAnswers;
}
